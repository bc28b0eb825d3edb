import { BrandMark } from "@/shared/ui/brand-mark";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { PageMeta } from "@/shared/ui/page-meta";

/** The frame of the signed-in pages before the application runs; replaced, not hydrated (data-shell). */
export function Component() {
  return (
    <>
      <PageMeta title="Codementee" description="Mock interviews with mentors." />
      <div data-shell="" className="min-h-dvh">
        <div className="border-line border-b bg-canvas">
          <div className="flex h-16 items-center gap-2.5 px-4 font-bold font-display text-xl sm:px-6">
            <BrandMark className="size-8" />
            Codementee
          </div>
        </div>
        <main className="mx-auto max-w-5xl px-4 py-8 sm:px-6 lg:py-10">
          <h1 className="sr-only">Codementee</h1>
          <p role="status" className="sr-only">
            Loading
          </p>
          <ListSkeleton />
        </main>
      </div>
    </>
  );
}
