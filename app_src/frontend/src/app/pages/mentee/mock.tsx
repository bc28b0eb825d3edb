import { useParams } from "react-router";
import { MockDetail } from "@/features/mocks/mock-detail";

export function Component() {
  const { mockId = "" } = useParams();
  return <MockDetail key={mockId} mockId={mockId} />;
}
