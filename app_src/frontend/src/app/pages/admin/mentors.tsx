import { MentorList } from "@/features/admin-people/mentor-list";
import { ButtonLink } from "@/shared/ui/button";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";

export function Component() {
  return (
    <>
      <PageMeta title="Mentors" description="Who gives mock interviews." />
      <PageTitle
        title="Mentors"
        action={<ButtonLink to="/admin/mentors/new">Add a mentor</ButtonLink>}
      >
        <p>Who gives mock interviews, for what and when.</p>
      </PageTitle>
      <MentorList />
    </>
  );
}
