import { useParams } from "react-router";
import { MentorEditor } from "@/features/admin-people/mentor-editor";
import { PageMeta } from "@/shared/ui/page-meta";

export function Component() {
  const { mentorId = "" } = useParams();
  return (
    <>
      <PageMeta title="Mentor" description="One mentor's profile and availability." />
      <MentorEditor key={mentorId} mentorId={mentorId} />
    </>
  );
}
