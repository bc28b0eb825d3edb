import { zodResolver } from "@hookform/resolvers/zod";
import type { FieldValues } from "react-hook-form";
import { type ApiForm, type ResolvedFormOptions, useResolvedForm } from "./use-resolved-form";
import type { z } from "./zod";

export type { ApiForm } from "./use-resolved-form";

interface ApiFormOptions<Input extends FieldValues, Output>
  extends Omit<ResolvedFormOptions<Input, Output>, "resolver"> {
  schema: z.ZodType<Output, Input>;
}

/** A form whose values are checked here for convenience and by the API for truth; what was typed survives every failure. */
export function useApiForm<Input extends FieldValues, Output>({
  schema,
  ...options
}: ApiFormOptions<Input, Output>): ApiForm<Input, Output> {
  return useResolvedForm({ resolver: zodResolver(schema), ...options });
}
