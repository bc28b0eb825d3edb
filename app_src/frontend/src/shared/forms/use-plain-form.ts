import type { FieldErrors, FieldValues, Resolver } from "react-hook-form";
import { type ApiForm, type ResolvedFormOptions, useResolvedForm } from "./use-resolved-form";

/** By field: what is wrong with its value, if anything. */
export type Checks<Values> = {
  [Name in keyof Values]?: (value: Values[Name], values: Values) => string | undefined;
};

function resolverOf<Values extends FieldValues>(
  checks: Checks<Values>,
): Resolver<Values, unknown, Values> {
  return (values) => {
    const problems = Object.entries(checks).flatMap(([name, check]) => {
      const message = (check as Checks<FieldValues>[string])?.(values[name], values);
      return message === undefined ? [] : [[name, { type: "check", message }]];
    });
    return problems.length === 0
      ? { values, errors: {} }
      : { values: {}, errors: Object.fromEntries(problems) as FieldErrors<Values> };
  };
}

interface PlainFormOptions<Values extends FieldValues>
  extends Omit<ResolvedFormOptions<Values, Values>, "resolver"> {
  checks: Checks<Values>;
}

/** useApiForm for the few fields of a page that visitors load first: without the schema library, a sixth of such a page. */
export function usePlainForm<Values extends FieldValues>({
  checks,
  ...options
}: PlainFormOptions<Values>): ApiForm<Values, Values> {
  return useResolvedForm({ resolver: resolverOf(checks), ...options });
}
