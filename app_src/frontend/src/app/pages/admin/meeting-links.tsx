import { AddLink } from "@/features/admin-catalogue/link-actions";
import { LinkList } from "@/features/admin-catalogue/link-list";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";

export function Component() {
  return (
    <>
      <PageMeta title="Meeting links" description="The pool of meeting links." />
      <PageTitle title="Meeting links" action={<AddLink />}>
        <p>
          The pool that mocks are given a link from, one mock at a time. As many mocks can take
          place at once as there are links.
        </p>
      </PageTitle>
      <LinkList />
    </>
  );
}
