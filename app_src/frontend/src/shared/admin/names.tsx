import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { Skeleton } from "@/shared/ui/skeleton";
import { allCompaniesQuery, allInterviewTypesQuery, nameQuery } from "./lookups";

export const LINK = "font-medium text-brand hover:underline";

/** A link inside a table or a list of facts: big enough for a finger. */
export function RowLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link to={to} className={`${LINK} inline-block pointer-coarse:min-h-11 pointer-coarse:py-2`}>
      {children}
    </Link>
  );
}

/** Somebody of whom only the id is known: their name, leading to their account. */
export function PersonLink({ id }: { id: string }) {
  const query = useQuery(nameQuery(id));
  if (query.isPending) {
    return (
      <span role="img" aria-label="Name is loading">
        <Skeleton className="inline-block h-4 w-28 align-middle" />
      </span>
    );
  }
  if (query.data === null) {
    return <span className="text-ink-muted">Deleted account</span>;
  }
  // Without its name the account can still be opened.
  return <RowLink to={`/admin/users/${id}`}>{query.data ?? "Open the account"}</RowLink>;
}

/** "System design" of "system-design". */
export function useTypeName(): (code: string | null) => string {
  const types = useQuery(allInterviewTypesQuery).data;
  return (code) =>
    code === null ? "Not chosen" : (types?.find((type) => type.code === code)?.name ?? code);
}

/** "Google" of "google". */
export function useCompanyName(): (slug: string) => string {
  const companies = useQuery(allCompaniesQuery).data;
  return (slug) => companies?.find((company) => company.slug === slug)?.name ?? slug;
}
