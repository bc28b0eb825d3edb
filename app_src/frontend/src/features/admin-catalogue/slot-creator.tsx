import { useWatch } from "react-hook-form";
import { useNavigate } from "react-router";
import { atField } from "@/shared/admin/at-field";
import { useSaved } from "@/shared/admin/use-saved";
import { callApi } from "@/shared/api/client";
import { adminCreateSlot } from "@/shared/api/generated/sdk.gen";
import { CreateFrame } from "@/shared/forms/editor-frame";
import { TextField } from "@/shared/forms/fields";
import { useApiForm } from "@/shared/forms/use-api-form";
import { z } from "@/shared/forms/zod";
import { formatSpan } from "@/shared/lib/time";
import { instantOf } from "@/shared/lib/zoned";
import { useZone } from "@/shared/session/use-session";
import { Card } from "@/shared/ui/card";
import { toast } from "@/shared/ui/toast";
import { SlotFields, slotShape } from "./slot-fields";

const newSlot = (zone: string) =>
  z
    .object({
      ...slotShape,
      day: z.string().min(1, "Choose a day"),
      time: z.string().regex(/:(00|15|30|45)$/, "On a quarter of an hour, such as 10:00 or 10:15"),
    })
    .transform(({ day, time, ...slot }, context) => {
      const start_at = instantOf(day, time, zone);
      if (start_at === undefined) {
        context.addIssue({
          code: "custom",
          path: ["time"],
          message: "The clocks are put forward over this time: it does not exist that day",
        });
        return z.NEVER;
      }
      return { ...slot, start_at };
    });

function When() {
  const zone = useZone();
  const [day, time, minutes] = useWatch({ name: ["day", "time", "minutes"] });
  const start = day && time ? instantOf(day, time, zone) : undefined;
  if (!start) {
    return <>In your time zone, {zone}.</>;
  }
  const end = new Date(Date.parse(start) + Number(minutes) * 60_000).toISOString();
  return <>{formatSpan(start, end, zone)}</>;
}

export function SlotCreator() {
  const navigate = useNavigate();
  const saved = useSaved("slots");
  const zone = useZone();
  const api = useApiForm({
    schema: newSlot(zone),
    defaultValues: { day: "", time: "", minutes: "60", interview_types: [], capacity: 1 },
    fieldOf: (path) => (path === "start_at" ? "time" : (path.split(".")[0] as "minutes")),
    submit: async (body) => {
      const slot = saved(
        await atField(
          callApi((call) => adminCreateSlot({ ...call, body })),
          "already_exists",
          { path: "start_at", message: "There is a slot of this start and length already" },
        ),
      );
      toast.success("The slot is made");
      await navigate(`/admin/slots/${slot.id}`, { replace: true });
    },
  });
  return (
    <CreateFrame api={api} label="New slot" action="Make the slot">
      <Card title="Slot">
        <div className="grid gap-5">
          <div className="grid gap-5 sm:grid-cols-2">
            <TextField name="day" label="Day" type="date" />
            <TextField name="time" label="Start" type="time" step={900} />
          </div>
          <p role="status" className="-mt-2 text-ink-muted text-sm">
            <When />
          </p>
          <SlotFields />
        </div>
      </Card>
    </CreateFrame>
  );
}
