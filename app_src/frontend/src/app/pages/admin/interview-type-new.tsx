import { TypeCreator } from "@/features/admin-catalogue/type-creator";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";

export function Component() {
  return (
    <>
      <PageMeta title="Add an interview type" description="A new interview type and its rubric." />
      <PageTitle
        title="Add an interview type"
        back={{ to: "/admin/interview-types", label: "Interview types" }}
      >
        <p>It can be booked once slots are made for it.</p>
      </PageTitle>
      <TypeCreator />
    </>
  );
}
