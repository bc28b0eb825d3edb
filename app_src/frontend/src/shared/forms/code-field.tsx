import { useEffect, useRef } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { slugOf } from "@/shared/lib/slug";
import type { FieldProps } from "./field";
import { TextField } from "./fields";
import { z } from "./zod";

/** As the API takes codes and slugs. */
export const codeSchema = z
  .string()
  .trim()
  .min(1, "Give it a code")
  .max(40, "At most 40 characters")
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "Small letters, figures and single hyphens, such as sde-2");

interface CodeFieldProps extends FieldProps {
  /** The field from whose text a code is proposed, until somebody types one. */
  from: string;
}

/** A code in addresses and references; proposed from a name, so that nobody has to think of one. */
export function CodeField({ from, ...field }: CodeFieldProps) {
  const { getValues, setValue } = useFormContext();
  const source: unknown = useWatch({ name: from });
  // What was proposed last: a value that differs was typed, or was there before.
  const proposed = useRef("");
  useEffect(() => {
    const current: unknown = getValues(field.name);
    if (current === proposed.current && typeof source === "string") {
      proposed.current = slugOf(source);
      if (proposed.current !== current) {
        setValue(field.name, proposed.current, { shouldValidate: false });
      }
    }
  }, [source, field.name, getValues, setValue]);
  return <TextField autoCapitalize="none" autoComplete="off" spellCheck={false} {...field} />;
}
