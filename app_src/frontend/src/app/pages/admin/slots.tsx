import { SlotList } from "@/features/admin-catalogue/slot-list";
import { ButtonLink } from "@/shared/ui/button";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";

export function Component() {
  return (
    <>
      <PageMeta title="Slots" description="The times that mentees can ask for." />
      <PageTitle
        title="Slots"
        action={
          <>
            <ButtonLink to="/admin/slots/series">Make a series</ButtonLink>
            <ButtonLink to="/admin/slots/new" variant="outline">
              Make one slot
            </ButtonLink>
          </>
        }
      >
        <p>The times that mentees can ask for, from 12 hours ahead.</p>
      </PageTitle>
      <SlotList />
    </>
  );
}
