import { Skeleton } from "@/shared/ui/skeleton";

const CARDS = ["one", "two", "three", "four", "five", "six"];

export function CompanyCardsSkeleton() {
  return (
    <>
      <Skeleton className="mb-5 h-8 w-56" />
      <div className="grid gap-5 sm:grid-cols-2 lg:grid-cols-3">
        {CARDS.map((card) => (
          <div key={card} className="h-72 rounded-card border border-line bg-surface p-6">
            <div className="flex items-center gap-4">
              <Skeleton className="size-11" />
              <Skeleton className="h-6 w-28" />
            </div>
            <Skeleton className="mt-6 h-7 w-full" />
          </div>
        ))}
      </div>
    </>
  );
}
