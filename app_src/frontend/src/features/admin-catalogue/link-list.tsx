import { useInfiniteQuery } from "@tanstack/react-query";
import { ActiveBadge, useActiveFilter } from "@/shared/admin/active";
import { Badge } from "@/shared/ui/badge";
import { CopyButton } from "@/shared/ui/copy-button";
import { CatalogueList } from "./catalogue-list";
import { AddLink, RenameLink, RetireLink } from "./link-actions";
import { linksQuery } from "./queries";

const IN_USE = { on: "In the pool", off: "Retired" };

export function LinkList() {
  const [active, filter] = useActiveFilter(IN_USE);
  const query = useInfiniteQuery(linksQuery(active));
  return (
    <CatalogueList
      query={query}
      filter={filter}
      subject="meeting links"
      action={<AddLink />}
      columns={[
        { header: "Name", cell: ({ label }) => <span className="font-medium">{label}</span> },
        {
          header: "Address",
          cell: ({ url }) => (
            <span className="inline-flex flex-wrap items-center gap-1 max-md:justify-end">
              <span className="break-all">{url}</span>
              <CopyButton text={url} subject="the address" />
            </span>
          ),
        },
        {
          header: "State",
          cell: (link) =>
            link.active ? <ActiveBadge active words={IN_USE} /> : <Badge>{IN_USE.off}</Badge>,
        },
        {
          header: "Change",
          cell: (link) => (
            <span className="inline-flex flex-wrap gap-2 max-md:justify-end">
              <RenameLink link={link} />
              <RetireLink link={link} />
            </span>
          ),
        },
      ]}
    />
  );
}
