import { useInfiniteQuery } from "@tanstack/react-query";
import { ActiveBadge, useActiveFilter } from "@/shared/admin/active";
import { RowLink } from "@/shared/admin/names";
import { ButtonLink } from "@/shared/ui/button";
import { CatalogueList } from "./catalogue-list";
import { interviewTypesQuery } from "./queries";

export function TypeList() {
  const [active, filter] = useActiveFilter();
  const query = useInfiniteQuery(interviewTypesQuery(active));
  return (
    <CatalogueList
      query={query}
      filter={filter}
      subject="interview types"
      action={<ButtonLink to="/admin/interview-types/new">Add an interview type</ButtonLink>}
      columns={[
        {
          header: "Interview type",
          cell: ({ id, name }) => <RowLink to={`/admin/interview-types/${id}`}>{name}</RowLink>,
        },
        {
          header: "Length",
          cell: ({ minimum_minutes: shortest, maximum_minutes: longest }) =>
            `${shortest} to ${longest} minutes`,
        },
        {
          header: "Rubric",
          cell: ({ rubric }) => (
            <span className="text-ink-muted text-sm">
              {rubric.map(({ title, weight }) => `${title} ${weight} %`).join(", ")}
            </span>
          ),
        },
        { header: "State", cell: (type) => <ActiveBadge active={type.active} /> },
      ]}
    />
  );
}
