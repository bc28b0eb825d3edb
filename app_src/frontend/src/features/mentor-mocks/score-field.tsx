import { MessageSquarePlus } from "lucide-react";
import { useEffect, useState } from "react";
import { useFormContext } from "react-hook-form";
import type { RubricItemView } from "@/shared/api/generated/types.gen";
import { FieldNotes, useField } from "@/shared/forms/field";
import { TextAreaField } from "@/shared/forms/fields";
import { Button } from "@/shared/ui/button";
import { LEVELS, LONGEST_COMMENT } from "./feedback-values";

/** Opens when it is wanted: a form of five empty boxes would be a wall. */
function Note({ name, title }: { name: string; title: string }) {
  const { getValues, getFieldState, formState, setFocus } = useFormContext();
  const [asked, setAsked] = useState(false);
  const open = asked || Boolean(getValues(name)) || getFieldState(name, formState).invalid;
  useEffect(() => {
    if (asked) {
      setFocus(name);
    }
  }, [asked, name, setFocus]);
  return open ? (
    <div className="mt-3">
      <TextAreaField
        name={name}
        label={<span className="font-normal">Note on {title.toLowerCase()}, for the mentee</span>}
        maxLength={LONGEST_COMMENT}
        rows={2}
      />
    </div>
  ) : (
    <Button
      variant="quiet"
      size="small"
      className="mt-1.5 -ml-3"
      aria-expanded={false}
      onClick={() => setAsked(true)}
    >
      <MessageSquarePlus aria-hidden className="size-4" />
      Add a note
      <span className="sr-only"> on {title.toLowerCase()}</span>
    </Button>
  );
}

/** One item of the rubric: a score from 1 to 5, and a note if there is something to add. */
export function ScoreField({
  item,
  index,
  share,
}: {
  item: RubricItemView;
  index: number;
  /** Of the overall score, in per cent. */
  share: number;
}) {
  const { register } = useFormContext();
  const name = `scores.${index}.score`;
  const { id, message, aria } = useField(name, item.description);
  return (
    <div className="border-line border-t pt-5 first:border-t-0 first:pt-0">
      <fieldset aria-describedby={aria["aria-describedby"]}>
        <legend className="flex w-full flex-wrap items-baseline justify-between gap-x-4 font-semibold">
          <span>{item.title}</span>
          <span className="font-normal text-ink-muted text-sm">{share} % of the score</span>
        </legend>
        <p id={`${id}-hint`} className="mb-3 text-ink-muted">
          {item.description}
        </p>
        <div className="grid grid-cols-5 gap-1 sm:gap-1.5">
          {LEVELS.map(({ value, label }) => (
            <label
              key={value}
              className="relative flex min-h-15 cursor-pointer flex-col items-center rounded-control border border-line-strong bg-surface px-0.5 py-1.5 text-center hover:border-brand has-checked:border-brand has-checked:bg-brand has-checked:text-on-brand has-focus-visible:outline-3 has-focus-visible:outline-offset-2"
            >
              <input
                type="radio"
                value={value}
                className="absolute inset-0 cursor-pointer opacity-0"
                {...register(name)}
              />
              <span className="font-bold tabular-nums">{value}</span>
              <span className="text-xs leading-tight sm:text-sm">{label}</span>
            </label>
          ))}
        </div>
        <FieldNotes id={id} hint={undefined} message={message} />
      </fieldset>
      <Note name={`scores.${index}.comment`} title={item.title} />
    </div>
  );
}
