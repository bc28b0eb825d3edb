import { ProfileEditor } from "@/features/mentor-profile/profile-editor";
import { MentorCard } from "@/features/mentors/mentor-card";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";

export function Component() {
  return (
    <>
      <PageMeta title="Public profile" description="What mentees read about you." />
      <PageTitle title="Public profile">
        <p>What mentees read about you when they choose where to prepare.</p>
      </PageTitle>
      <ProfileEditor show={(mentor, names) => <MentorCard mentor={mentor} names={names} />} />
    </>
  );
}
