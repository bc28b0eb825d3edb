import { useState } from "react";
import {
  type DefaultValues,
  type FieldValues,
  type Path,
  type Resolver,
  type UseFormReturn,
  useForm,
} from "react-hook-form";
import { ApiError } from "@/shared/api/errors";

export interface ResolvedFormOptions<Input extends FieldValues, Output> {
  resolver: Resolver<Input, unknown, Output>;
  defaultValues: DefaultValues<Input>;
  /** Calls the API with the checked values; an ApiError it throws is shown at its fields or above the form. */
  submit: (values: Output) => Promise<unknown>;
  /** The form's field for a path of the API where the names differ; undefined leaves the problem to the form as a whole. */
  fieldOf?: (path: string) => Path<Input> | undefined;
}

export interface ApiForm<Input extends FieldValues, Output> {
  form: UseFormReturn<Input, unknown, Output>;
  onSubmit: (event?: React.BaseSyntheticEvent) => Promise<void>;
  /** What went wrong that belongs to no field. */
  failure: unknown;
}

/** What useApiForm and usePlainForm are made of: sends, and puts what the API says where it belongs. */
export function useResolvedForm<Input extends FieldValues, Output>({
  resolver,
  defaultValues,
  submit,
  fieldOf,
}: ResolvedFormOptions<Input, Output>): ApiForm<Input, Output> {
  const [failure, setFailure] = useState<unknown>();
  const form = useForm<Input, unknown, Output>({ resolver, defaultValues });

  function assign(error: unknown): boolean {
    if (!(error instanceof ApiError)) {
      return false;
    }
    let assigned = 0;
    for (const { path, message } of error.fields) {
      const name = fieldOf ? fieldOf(path) : (path as Path<Input>);
      if (name !== undefined && form.getFieldState(name) && hasField(form.getValues(), name)) {
        form.setError(name, { type: "api", message }, { shouldFocus: assigned === 0 });
        assigned += 1;
      }
    }
    return assigned > 0 && assigned === error.fields.length;
  }

  const onSubmit = form.handleSubmit(async (values) => {
    setFailure(undefined);
    try {
      await submit(values);
    } catch (error) {
      if (!assign(error)) {
        setFailure(error);
      }
    }
  });
  return { form, onSubmit, failure };
}

function hasField(values: unknown, path: string): boolean {
  let value = values;
  for (const part of path.split(".")) {
    if (typeof value !== "object" || value === null || !(part in value)) {
      return false;
    }
    value = (value as Record<string, unknown>)[part];
  }
  return true;
}
