import { SlotCreator } from "@/features/admin-catalogue/slot-creator";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";

export function Component() {
  return (
    <>
      <PageMeta title="Make a slot" description="One time that mentees can ask for." />
      <PageTitle title="Make a slot" back={{ to: "/admin/slots", label: "Slots" }} />
      <SlotCreator />
    </>
  );
}
