import { Star } from "lucide-react";
import { useFormContext, useWatch } from "react-hook-form";
import { FieldNotes, useField } from "@/shared/forms/field";
import { countOf } from "@/shared/lib/format";

const STARS = [1, 2, 3, 4, 5];
const MEANINGS = ["Poor", "Below what I hoped for", "Fine", "Good", "Excellent"];

/** One to five stars: radio buttons that look like stars. */
export function StarField({ name, label }: { name: string; label: string }) {
  const { register } = useFormContext();
  const { id, message, aria } = useField(name, undefined);
  const chosen = Number(useWatch({ name }) ?? 0);
  return (
    <fieldset aria-describedby={aria["aria-describedby"]}>
      <legend className="mb-1 font-semibold">{label}</legend>
      <div className="flex flex-wrap items-center gap-x-4">
        <div className="-ml-1.5 flex">
          {STARS.map((stars) => (
            <label
              key={stars}
              className="relative grid size-11 cursor-pointer place-items-center rounded-control hover:bg-brand-soft has-focus-visible:outline-3"
            >
              <input
                type="radio"
                value={stars}
                className="absolute inset-0 cursor-pointer opacity-0"
                {...register(name)}
              />
              <Star
                aria-hidden
                strokeWidth={1.75}
                className={`size-7 ${stars <= chosen ? "fill-accent stroke-on-accent-soft" : "stroke-line-strong"}`}
              />
              <span className="sr-only">
                {countOf(stars, "star")}: {MEANINGS[stars - 1]}
              </span>
            </label>
          ))}
        </div>
        <span aria-hidden className="text-ink-muted">
          {chosen > 0 ? MEANINGS[chosen - 1] : null}
        </span>
      </div>
      <FieldNotes id={id} hint={undefined} message={message} />
    </fieldset>
  );
}

/** The same stars, given. */
export function GivenStars({ stars }: { stars: number }) {
  return (
    <span className="inline-flex items-center">
      {STARS.map((star) => (
        <Star
          key={star}
          aria-hidden
          strokeWidth={1.75}
          className={`size-5 ${star <= stars ? "fill-accent stroke-on-accent-soft" : "stroke-line-strong"}`}
        />
      ))}
      <span className="sr-only">{stars} of 5 stars</span>
    </span>
  );
}
