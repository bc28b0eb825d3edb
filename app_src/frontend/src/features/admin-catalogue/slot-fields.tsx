import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { allInterviewTypesQuery } from "@/shared/admin/lookups";
import { ChoiceField, NumberField, SelectField } from "@/shared/forms/fields";
import { z } from "@/shared/forms/zod";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { QuerySection } from "@/shared/ui/query-section";
import { MINUTES } from "./type-schema";

/** What every way of making a slot asks for. */
export const slotShape = {
  minutes: z.coerce.number<string>(),
  interview_types: z.array(z.string()).min(1, "Choose at least one").max(20),
  capacity: z
    .number("Type a number")
    .int("Whole numbers only")
    .min(1, "At least 1")
    .max(500, "At most 500"),
};

/** Which interviews can take place in a slot of that length; the others are shown with what they take. */
export function TypesField({ minutes }: { minutes: number }) {
  return (
    <QuerySection
      query={useQuery(allInterviewTypesQuery)}
      subject="the interviews"
      skeleton={<ListSkeleton rows={2} height="h-17" />}
    >
      {(types) => (
        <ChoiceField
          multiple
          name="interview_types"
          label="For which interviews"
          hint="Only those whose length fits can be chosen."
          choices={types
            .filter(({ active }) => active)
            .map((type) => ({
              value: type.code,
              label: type.name,
              description: `${type.minimum_minutes} to ${type.maximum_minutes} minutes`,
              disabled: minutes < type.minimum_minutes || minutes > type.maximum_minutes,
            }))}
        />
      )}
    </QuerySection>
  );
}

export function CapacityField() {
  return (
    <NumberField
      name="capacity"
      label="Seats"
      hint="How many bookings can ask for this time; each still needs a mentor and a meeting link."
      min={1}
      max={500}
      step={1}
    />
  );
}

/** What was chosen for another length must not stay chosen behind a switched-off box. */
function useFitting(minutes: number) {
  const types = useQuery(allInterviewTypesQuery).data;
  const { getValues, setValue } = useFormContext();
  useEffect(() => {
    const chosen = getValues("interview_types") as string[] | undefined;
    const fitting = (chosen ?? []).filter((code) => {
      const type = types?.find((candidate) => candidate.code === code);
      return !type || (minutes >= type.minimum_minutes && minutes <= type.maximum_minutes);
    });
    if (fitting.length < (chosen ?? []).length) {
      setValue("interview_types", fitting, { shouldDirty: true });
    }
  }, [minutes, types, getValues, setValue]);
}

export function SlotFields() {
  const minutes: unknown = useWatch({ name: "minutes" });
  useFitting(Number(minutes));
  return (
    <>
      <div className="grid gap-5 sm:grid-cols-2">
        <SelectField name="minutes" label="Length" options={MINUTES} />
        <CapacityField />
      </div>
      <TypesField minutes={Number(minutes)} />
    </>
  );
}
