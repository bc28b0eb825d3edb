import { MentorCreator } from "@/features/admin-people/mentor-creator";
import { MentorFromUser } from "@/features/admin-people/mentor-from-user";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";

export function Component() {
  return (
    <>
      <PageMeta title="Add a mentor" description="A new mentor, with or without an account." />
      <PageTitle title="Add a mentor" back={{ to: "/admin/mentors", label: "Mentors" }} />
      <div className="mb-8">
        <MentorFromUser />
      </div>
      <h2 className="mb-4 font-bold font-display text-2xl">Somebody new</h2>
      <MentorCreator />
    </>
  );
}
