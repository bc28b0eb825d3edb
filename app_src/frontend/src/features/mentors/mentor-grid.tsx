import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { countOf } from "@/shared/lib/format";
import { PagedList } from "@/shared/ui/paged-list";
import { Skeleton } from "@/shared/ui/skeleton";
import { MentorCard, type Names } from "./mentor-card";
import { type MentorFilter, mentorsQuery } from "./queries";

const GRID = "grid gap-5 sm:grid-cols-2 lg:grid-cols-3";

function MentorSkeleton() {
  return (
    <div className="h-64 rounded-card border border-line bg-surface p-6">
      <div className="flex items-center gap-4">
        <Skeleton className="size-12" />
        <Skeleton className="h-6 w-36" />
      </div>
      <Skeleton className="mt-6 h-4 w-full" />
      <Skeleton className="mt-3 h-4 w-3/4" />
    </div>
  );
}

interface MentorGridProps {
  filter: MentorFilter;
  names: Names;
  /** What stands in the place of an empty list. */
  empty: ReactNode;
  skeletons?: number;
  limit?: number;
}

export function MentorGrid({ filter, names, empty, skeletons = 6, limit }: MentorGridProps) {
  const query = useInfiniteQuery(mentorsQuery(filter, limit));
  return (
    <PagedList
      query={query}
      subject="the mentors"
      skeleton={
        <div className={GRID}>
          {Array.from({ length: skeletons }, (_, index) => `mentor-${index}`).map((key) => (
            <MentorSkeleton key={key} />
          ))}
        </div>
      }
      empty={empty}
    >
      {(mentors) => (
        <>
          <p role="status" className="sr-only">
            {countOf(mentors.length, "mentor")} shown{query.hasNextPage ? ", more to load" : ""}
          </p>
          <ul className={GRID}>
            {mentors.map((mentor) => (
              <li key={mentor.id}>
                <MentorCard mentor={mentor} names={names} />
              </li>
            ))}
          </ul>
        </>
      )}
    </PagedList>
  );
}
