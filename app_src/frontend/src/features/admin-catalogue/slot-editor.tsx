import { useQuery } from "@tanstack/react-query";
import { ActiveBadge, ActiveCard } from "@/shared/admin/active";
import { DetailPage } from "@/shared/admin/detail-page";
import { useSaved } from "@/shared/admin/use-saved";
import { callApi } from "@/shared/api/client";
import { adminChangeSlot, adminGetSlot } from "@/shared/api/generated/sdk.gen";
import type { AdminSlot, SlotChange } from "@/shared/api/generated/types.gen";
import { EditorFrame } from "@/shared/forms/editor-frame";
import { useEditor } from "@/shared/forms/use-editor";
import { z } from "@/shared/forms/zod";
import { countOf } from "@/shared/lib/format";
import { formatSpan } from "@/shared/lib/time";
import { useZone } from "@/shared/session/use-session";
import { Card } from "@/shared/ui/card";
import { slotQuery } from "./queries";
import { CapacityField, slotShape, TypesField } from "./slot-fields";

const NAMES = { interview_types: "Interviews", capacity: "Seats" };

const schema = z.object({
  // In the API's order, so that choosing the same ones in another order is no change.
  interview_types: slotShape.interview_types.transform((types) => types.toSorted()),
  capacity: slotShape.capacity,
});

const toForm = ({ interview_types, capacity }: AdminSlot) => ({ interview_types, capacity });

function SlotForm({ slot }: { slot: AdminSlot }) {
  const saved = useSaved("slots");
  const path = { slot_id: slot.id };
  const change = async (body: SlotChange) =>
    saved(await callApi((call) => adminChangeSlot({ ...call, path, body })));
  const editor = useEditor({
    entity: slot,
    schema,
    toForm,
    save: change,
    reload: () => callApi((call) => adminGetSlot({ ...call, path })),
    fieldOf: (field) => field.split(".")[0] as "capacity",
  });
  const taken = slot.capacity - slot.seats_left;
  return (
    <div className="grid grid-cols-1 gap-8">
      <EditorFrame editor={editor} label="Slot" names={NAMES}>
        <Card title="Slot">
          <div className="grid gap-5">
            <p className="text-ink-muted">
              {countOf(taken, "seat")} of {slot.capacity} {taken === 1 ? "is" : "are"} taken. The
              time cannot be changed: retire the slot and make another one.
            </p>
            <CapacityField />
            <TypesField minutes={slot.minutes} />
          </div>
        </Card>
      </EditorFrame>
      <ActiveCard
        active={slot.active}
        subject="this slot"
        whenRetired={
          <p>Nobody can choose it any more. Bookings that have it, or ask for it, keep it.</p>
        }
        whenOffered={
          <p>It can be chosen again, as long as it begins 12 hours from now or later.</p>
        }
        queryKey={["admin", "slots"]}
        change={(active) => change({ version: slot.version, active })}
      />
    </div>
  );
}

export function SlotEditor({ slotId }: { slotId: string }) {
  const zone = useZone();
  const query = useQuery(slotQuery(slotId));
  return (
    <DetailPage
      query={query}
      kind="Slot"
      title={({ start_at, end_at }) => formatSpan(start_at, end_at, zone)}
      back={{ to: "/admin/slots", label: "Slots" }}
      lead={(slot) => <ActiveBadge active={slot.active} />}
    >
      {(slot) => <SlotForm slot={slot} />}
    </DetailPage>
  );
}
