import { useWatch } from "react-hook-form";
import { CodeField } from "@/shared/forms/code-field";
import { NumberField, SelectField, TextAreaField, TextField } from "@/shared/forms/fields";
import { RowsField } from "@/shared/forms/rows-field";
import { Card } from "@/shared/ui/card";
import { BLANK_CRITERION, MINUTES, weightOf } from "./type-schema";

function WeightSum() {
  const rubric: unknown = useWatch({ name: "rubric" });
  const sum = weightOf(Array.isArray(rubric) ? rubric : []);
  const off = 100 - sum;
  return (
    <p role="status" className={`font-medium ${off === 0 ? "text-success" : "text-danger"}`}>
      {off === 0
        ? "The weights add up to 100."
        : `The weights add up to ${sum}: ${Math.abs(off)} too ${off > 0 ? "few" : "many"}.`}
    </p>
  );
}

function Criterion({ row }: { row: string }) {
  return (
    <div className="grid gap-3">
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-[2fr_1.5fr_1fr]">
        <div className="col-span-2 sm:col-span-1">
          <TextField name={`${row}.title`} label="What is scored" maxLength={120} />
        </div>
        <CodeField name={`${row}.code`} from={`${row}.title`} label="Code" />
        <NumberField name={`${row}.weight`} label="Weight in %" min={1} max={100} step={1} />
      </div>
      <TextAreaField
        name={`${row}.description`}
        label="What a mentor looks at"
        maxLength={500}
        rows={2}
      />
    </div>
  );
}

/** What makes an interview type, new or known. */
export function TypeFields({ isNew = false }: { isNew?: boolean }) {
  return (
    <>
      <Card title="Interview type">
        <div className="grid gap-5">
          <TextField name="name" label="Name" maxLength={120} autoComplete="off" />
          {isNew ? (
            <CodeField
              name="code"
              from="name"
              label="Code"
              hint="Bookings and slots refer to it; cannot be changed later."
            />
          ) : null}
          <div className="grid gap-5 sm:grid-cols-2">
            <SelectField name="minimum_minutes" label="Shortest" options={MINUTES} />
            <SelectField name="maximum_minutes" label="Longest" options={MINUTES} />
          </div>
          <p className="text-ink-muted text-sm">
            Slots are offered for it when their length is within these. A slot that no longer fits
            is not offered any more; bookings made before stay as they are.
          </p>
        </div>
      </Card>
      <Card title="Rubric">
        <RowsField
          name="rubric"
          label="What mentors score, in the order they see it"
          hint="Feedback that was given keeps the rubric it was given with; new feedback uses this one."
          rowName={(index) => `criterion ${index + 1}`}
          blank={BLANK_CRITERION}
          add="Add a criterion"
          min={1}
          max={12}
        >
          {(row) => <Criterion row={row} />}
        </RowsField>
        <div className="mt-3">
          <WeightSum />
        </div>
      </Card>
    </>
  );
}
