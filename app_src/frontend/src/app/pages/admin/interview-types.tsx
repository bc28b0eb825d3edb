import { TypeList } from "@/features/admin-catalogue/type-list";
import { ButtonLink } from "@/shared/ui/button";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";

export function Component() {
  return (
    <>
      <PageMeta title="Interview types" description="Lengths and rubrics of the interviews." />
      <PageTitle
        title="Interview types"
        action={<ButtonLink to="/admin/interview-types/new">Add an interview type</ButtonLink>}
      >
        <p>How long each kind of interview takes, and what mentors score in it.</p>
      </PageTitle>
      <TypeList />
    </>
  );
}
