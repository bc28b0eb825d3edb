import { useParams } from "react-router";
import { MockFeedback } from "@/features/mentor-mocks/feedback";
import { Feedback } from "@/features/mocks/feedback";
import { PageMeta } from "@/shared/ui/page-meta";

export function Component() {
  const { mockId = "" } = useParams();
  return (
    <>
      <PageMeta title="Feedback" description="Feedback on a mock interview you gave." />
      <MockFeedback
        key={mockId}
        mockId={mockId}
        report={(feedback, interviewType) => (
          <Feedback feedback={feedback} interviewType={interviewType} />
        )}
      />
    </>
  );
}
