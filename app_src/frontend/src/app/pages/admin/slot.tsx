import { useParams } from "react-router";
import { SlotEditor } from "@/features/admin-catalogue/slot-editor";
import { PageMeta } from "@/shared/ui/page-meta";

export function Component() {
  const { slotId = "" } = useParams();
  return (
    <>
      <PageMeta title="Slot" description="One time that mentees can ask for." />
      <SlotEditor key={slotId} slotId={slotId} />
    </>
  );
}
