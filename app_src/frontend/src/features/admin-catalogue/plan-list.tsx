import { useInfiniteQuery } from "@tanstack/react-query";
import { ActiveBadge, useActiveFilter } from "@/shared/admin/active";
import { RowLink } from "@/shared/admin/names";
import { countOf, formatRupees } from "@/shared/lib/format";
import { Badge } from "@/shared/ui/badge";
import { ButtonLink } from "@/shared/ui/button";
import { CatalogueList } from "./catalogue-list";
import { plansQuery } from "./queries";

const ON_SALE = { on: "On sale", off: "Retired" };

export function PlanList() {
  const [active, filter] = useActiveFilter(ON_SALE);
  const query = useInfiniteQuery(plansQuery(active));
  return (
    <CatalogueList
      query={query}
      filter={filter}
      subject="plans"
      action={<ButtonLink to="/admin/plans/new">Add a plan</ButtonLink>}
      columns={[
        {
          header: "Plan",
          cell: ({ id, name, tagline }) => (
            <>
              <RowLink to={`/admin/plans/${id}`}>{name}</RowLink>
              <span className="block text-ink-muted text-sm">{tagline}</span>
            </>
          ),
        },
        {
          header: "Price",
          numeric: true,
          cell: ({ price_paise: price }) => formatRupees(price),
        },
        {
          header: "Content",
          cell: ({ mocks, months }) => `${countOf(mocks, "mock")}, ${countOf(months, "month")}`,
        },
        {
          header: "State",
          cell: ({ active: offered, recommended }) => (
            <span className="inline-flex flex-wrap gap-1.5">
              <ActiveBadge active={offered} words={ON_SALE} />
              {recommended ? <Badge tone="brand">Recommended</Badge> : null}
            </span>
          ),
        },
      ]}
    />
  );
}
