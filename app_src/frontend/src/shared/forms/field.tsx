import { CircleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import { get, useFormContext } from "react-hook-form";

export { CONTROL } from "@/shared/ui/control";

export interface FieldProps {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
}

/** Wiring of a control to its label, hint and error, for every kind of field below. */
export function useField(name: string, hint: ReactNode) {
  const id = useId();
  const { formState } = useFormContext();
  const error = get(formState.errors, name) as { message?: string } | undefined;
  const describedBy = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean);
  return {
    id,
    message: error ? (error.message ?? "Check this value") : undefined,
    aria: {
      "aria-invalid": error ? true : undefined,
      "aria-describedby": describedBy.length > 0 ? describedBy.join(" ") : undefined,
    },
  } as const;
}

export function FieldNotes({
  id,
  hint,
  message,
}: {
  id: string;
  hint: ReactNode;
  message: string | undefined;
}) {
  return (
    <>
      {hint ? (
        <p id={`${id}-hint`} className="mt-1.5 text-ink-muted text-sm">
          {hint}
        </p>
      ) : null}
      {message ? (
        <p id={`${id}-error`} className="mt-1.5 flex gap-1.5 font-medium text-danger text-sm">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {message}
        </p>
      ) : null}
    </>
  );
}

export function FieldFrame({
  id,
  label,
  hint,
  message,
  children,
}: {
  id: string;
  label: ReactNode;
  hint: ReactNode;
  message: string | undefined;
  children: ReactNode;
}) {
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block font-semibold">
        {label}
      </label>
      {children}
      <FieldNotes id={id} hint={hint} message={message} />
    </div>
  );
}
