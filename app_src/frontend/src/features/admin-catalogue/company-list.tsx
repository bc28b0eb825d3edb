import { useInfiniteQuery } from "@tanstack/react-query";
import { ActiveBadge, useActiveFilter } from "@/shared/admin/active";
import { RowLink } from "@/shared/admin/names";
import { countOf } from "@/shared/lib/format";
import { ButtonLink } from "@/shared/ui/button";
import { CatalogueList } from "./catalogue-list";
import { CATEGORIES } from "./company-schema";
import { companiesQuery } from "./queries";

export function CompanyList() {
  const [active, filter] = useActiveFilter();
  const query = useInfiniteQuery(companiesQuery(active));
  return (
    <CatalogueList
      query={query}
      filter={filter}
      subject="companies"
      action={<ButtonLink to="/admin/companies/new">Add a company</ButtonLink>}
      columns={[
        {
          header: "Company",
          cell: ({ id, name }) => <RowLink to={`/admin/companies/${id}`}>{name}</RowLink>,
        },
        {
          header: "Category",
          cell: ({ category }) =>
            CATEGORIES.find(({ value }) => value === category)?.label ?? category,
        },
        {
          header: "Tracks",
          cell: ({ tracks }) => (
            <>
              {countOf(tracks.length, "track")}
              <span className="block text-ink-muted text-sm">
                {tracks.map(({ title }) => title.split(" · ")[0]).join(", ")}
              </span>
            </>
          ),
        },
        { header: "State", cell: (company) => <ActiveBadge active={company.active} /> },
      ]}
    />
  );
}
