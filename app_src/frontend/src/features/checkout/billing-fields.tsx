import { ChevronDown } from "lucide-react";
import { useFormState } from "react-hook-form";
import { SelectField, TextField } from "@/shared/forms/fields";
import { GST_STATES } from "./gst-states";

const STATES = GST_STATES.map(([value, label]) => ({ value, label }));

/** Whom the invoice is made out to, for those who need more on it than their name. */
export function BillingFields() {
  const { errors } = useFormState({ name: "billing" });
  return (
    <details
      className="group rounded-card border border-line bg-surface"
      open={errors.billing !== undefined || undefined}
    >
      <summary className="flex min-h-14 cursor-pointer list-none items-center justify-between gap-3 rounded-card px-4 py-3">
        <span>
          <span className="font-semibold">Details for the invoice</span>
          <span className="block text-ink-muted text-sm">
            Optional: another name, an address, your company’s GSTIN
          </span>
        </span>
        <ChevronDown
          aria-hidden
          className="size-5 shrink-0 transition-transform group-open:rotate-180"
        />
      </summary>
      <div className="grid gap-5 border-line border-t p-4 sm:grid-cols-2">
        <TextField
          name="billing.name"
          label="Name on the invoice"
          hint="Your own name unless you say so"
          autoComplete="billing name"
          maxLength={200}
        />
        <TextField
          name="billing.gstin"
          label="GSTIN"
          hint="15 characters, only if you have one"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={15}
        />
        <TextField
          name="billing.address"
          label="Address"
          autoComplete="billing street-address"
          maxLength={200}
        />
        <SelectField
          name="billing.state_code"
          label="State"
          options={STATES}
          placeholder="Not given"
        />
      </div>
    </details>
  );
}
