import type { AdminPricingPlan } from "@/shared/api/generated/types.gen";
import { CodeField } from "@/shared/forms/code-field";
import { CheckboxField, NumberField, TextField } from "@/shared/forms/fields";
import { RowsField } from "@/shared/forms/rows-field";
import { Card } from "@/shared/ui/card";
import { PlanEffect } from "./plan-effect";

/** What makes a plan, new or known; of a known one, what changing it means. */
export function PlanFields({ plan }: { plan?: AdminPricingPlan }) {
  return (
    <>
      <Card title="Plan">
        <div className="grid gap-5">
          <div className="grid gap-5 sm:grid-cols-2">
            <TextField name="name" label="Name" maxLength={120} autoComplete="off" />
            {plan === undefined ? (
              <CodeField
                name="code"
                from="name"
                label="Code"
                hint="Orders refer to it; cannot be changed later."
              />
            ) : null}
          </div>
          <TextField
            name="tagline"
            label="Tagline"
            hint="One line below the name."
            maxLength={120}
          />
          <div className="grid gap-5 sm:grid-cols-3">
            <TextField
              name="price_paise"
              label="Price in rupees"
              hint="The whole price, taxes included."
              inputMode="decimal"
              autoComplete="off"
            />
            <NumberField name="mocks" label="Mock interviews" min={1} max={100} step={1} />
            <NumberField name="months" label="Months to use them" min={1} max={36} step={1} />
          </div>
          {plan ? <PlanEffect plan={plan} /> : null}
          <CheckboxField
            name="recommended"
            label="Recommend this plan"
            hint="Takes the mark from the plan that has it now."
          />
        </div>
      </Card>
      <Card title="What is included">
        <RowsField
          name="features"
          label="In the order in which it is shown"
          rowName={(index) => `line ${index + 1}`}
          blank={{ text: "" }}
          add="Add a line"
          max={12}
        >
          {(row, index) => (
            <TextField name={`${row}.text`} label={`Line ${index + 1}`} maxLength={120} />
          )}
        </RowsField>
      </Card>
    </>
  );
}
