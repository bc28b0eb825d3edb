import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { PageTitle } from "@/shared/ui/page-title";
import { QuerySection } from "@/shared/ui/query-section";

interface DetailPageProps<Entity> {
  query: UseQueryResult<Entity>;
  /** The heading until it is known what is shown: "Company". */
  kind: string;
  title: (entity: Entity) => string;
  back: { to: string; label: string };
  /** Below the heading: a state, a sentence. */
  lead?: (entity: Entity) => ReactNode;
  action?: (entity: Entity) => ReactNode;
  skeleton?: ReactNode;
  children: (entity: Entity) => ReactNode;
}

/** The page of one thing, with a heading while it loads and when it cannot. */
export function DetailPage<Entity>(props: DetailPageProps<Entity>) {
  const { query, kind, title, back, lead, action, skeleton, children } = props;
  const entity = query.data;
  return (
    <>
      <PageTitle
        title={entity === undefined ? kind : title(entity)}
        back={back}
        action={entity === undefined ? null : action?.(entity)}
      >
        {entity === undefined ? null : lead?.(entity)}
      </PageTitle>
      <QuerySection
        query={query}
        subject={`this ${kind.toLowerCase()}`}
        skeleton={skeleton ?? <ListSkeleton rows={2} height="h-72" />}
      >
        {children}
      </QuerySection>
    </>
  );
}
