import type { ReactNode } from "react";
import { type FieldValues, FormProvider } from "react-hook-form";
import { FormFailure } from "./form-failure";
import type { ApiForm } from "./use-api-form";

// For pages without a form a file of its own: they need not load what forms are made with.
export { FormFailure };

interface FormProps<Input extends FieldValues, Output> {
  api: ApiForm<Input, Output>;
  children: ReactNode;
  className?: string;
  label?: string;
}

/** The frame of a form made with useApiForm: fields below it find their state by name. */
export function Form<Input extends FieldValues, Output>({
  api,
  children,
  className = "grid gap-5",
  label,
}: FormProps<Input, Output>) {
  return (
    <FormProvider {...api.form}>
      <form noValidate onSubmit={api.onSubmit} className={className} aria-label={label}>
        <FormFailure failure={api.failure} />
        {children}
      </form>
    </FormProvider>
  );
}
