import { useParams } from "react-router";
import { MockDetail } from "@/features/mentor-mocks/mock-detail";
import { PageMeta } from "@/shared/ui/page-meta";

export function Component() {
  const { mockId = "" } = useParams();
  return (
    <>
      <PageMeta title="Mock interview" description="One of the mock interviews you give." />
      <MockDetail key={mockId} mockId={mockId} />
    </>
  );
}
