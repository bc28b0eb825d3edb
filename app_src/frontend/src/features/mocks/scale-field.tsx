import { useFormContext } from "react-hook-form";
import { FieldNotes, useField } from "@/shared/forms/field";

const STEPS = Array.from({ length: 11 }, (_, step) => step);

/** From 0 to 10: how likely somebody is to recommend us. */
export function ScaleField({ name, label }: { name: string; label: string }) {
  const { register } = useFormContext();
  const { id, message, aria } = useField(name, undefined);
  return (
    <fieldset aria-describedby={aria["aria-describedby"]}>
      <legend className="mb-2 font-semibold">{label}</legend>
      <div className="grid max-w-2xl grid-cols-6 gap-1.5 sm:grid-cols-11">
        {STEPS.map((step) => (
          <label
            key={step}
            className="relative grid min-h-11 cursor-pointer place-items-center rounded-control border border-line-strong bg-surface font-medium tabular-nums hover:border-brand has-checked:border-brand has-checked:bg-brand has-checked:text-on-brand has-focus-visible:outline-3 has-focus-visible:outline-offset-2"
          >
            <input
              type="radio"
              value={step}
              className="absolute inset-0 cursor-pointer opacity-0"
              {...register(name)}
            />
            {step}
            {step === 0 ? <span className="sr-only">, not at all likely</span> : null}
            {step === 10 ? <span className="sr-only">, very likely</span> : null}
          </label>
        ))}
      </div>
      <p aria-hidden className="mt-1 flex max-w-2xl justify-between text-ink-muted text-sm">
        <span>Not at all likely</span>
        <span>Very likely</span>
      </p>
      <FieldNotes id={id} hint={undefined} message={message} />
    </fieldset>
  );
}
