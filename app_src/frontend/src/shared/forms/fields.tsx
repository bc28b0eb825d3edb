import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, type ReactNode, useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { CONTROL, FieldFrame, FieldNotes, type FieldProps, useField } from "./field";

type InputProps = Omit<ComponentProps<"input">, "name" | "id">;

export function TextField({
  name,
  label,
  hint,
  className = "",
  ...input
}: FieldProps & InputProps) {
  const { register } = useFormContext();
  const { id, message, aria } = useField(name, hint);
  return (
    <FieldFrame id={id} label={label} hint={hint} message={message}>
      <input
        id={id}
        type="text"
        className={`${CONTROL} ${className}`}
        {...aria}
        {...input}
        {...register(name)}
      />
    </FieldFrame>
  );
}

/** An empty input is null, so that a schema can tell it from zero. */
export function NumberField({
  name,
  label,
  hint,
  className = "",
  ...input
}: FieldProps & InputProps) {
  const { register } = useFormContext();
  const { id, message, aria } = useField(name, hint);
  const setValueAs = (value: string) => (value === "" || value === null ? null : Number(value));
  return (
    <FieldFrame id={id} label={label} hint={hint} message={message}>
      <input
        id={id}
        type="number"
        inputMode="decimal"
        className={`${CONTROL} ${className}`}
        {...aria}
        {...input}
        {...register(name, { setValueAs })}
      />
    </FieldFrame>
  );
}

export function PasswordField({ name, label, hint, ...input }: FieldProps & InputProps) {
  const { register } = useFormContext();
  const { id, message, aria } = useField(name, hint);
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <FieldFrame id={id} label={label} hint={hint} message={message}>
      <div className="relative">
        <input
          id={id}
          className={`${CONTROL} pr-12`}
          {...aria}
          {...input}
          {...register(name)}
          type={shown ? "text" : "password"}
        />
        <button
          type="button"
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
          className="absolute inset-y-0 right-0 grid w-11 place-items-center rounded-control text-ink-muted hover:text-ink"
        >
          <Icon aria-hidden className="size-5" />
          <span className="sr-only">Show password</span>
        </button>
      </div>
    </FieldFrame>
  );
}

type TextAreaProps = Omit<ComponentProps<"textarea">, "name" | "id">;

/** With `maxLength`, says how much room is left once it gets tight. */
export function TextAreaField({
  name,
  label,
  hint,
  maxLength,
  ...area
}: FieldProps & TextAreaProps) {
  const { register } = useFormContext();
  const { id, message, aria } = useField(name, hint);
  const value: unknown = useWatch({ name });
  const left = (maxLength ?? 0) - String(value ?? "").length;
  return (
    <FieldFrame id={id} label={label} hint={hint} message={message}>
      <textarea
        id={id}
        rows={5}
        maxLength={maxLength}
        className={`${CONTROL} field-sizing-content min-h-28`}
        {...aria}
        {...area}
        {...register(name)}
      />
      {maxLength !== undefined && left < maxLength / 5 ? (
        <p className="mt-1 text-right text-ink-muted text-sm">{left} characters left</p>
      ) : null}
    </FieldFrame>
  );
}

export interface Option {
  value: string;
  label: string;
}

type SelectProps = Omit<ComponentProps<"select">, "name" | "id" | "children">;

/** The browser's own list: works with every keyboard, screen reader and phone. */
export function SelectField({
  name,
  label,
  hint,
  options,
  placeholder,
  ...select
}: FieldProps & SelectProps & { options: readonly Option[]; placeholder?: string }) {
  const { register } = useFormContext();
  const { id, message, aria } = useField(name, hint);
  return (
    <FieldFrame id={id} label={label} hint={hint} message={message}>
      <select id={id} className={CONTROL} {...aria} {...select} {...register(name)}>
        {placeholder === undefined ? null : <option value="">{placeholder}</option>}
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}

export function CheckboxField({ name, label, hint, ...input }: FieldProps & InputProps) {
  const { register } = useFormContext();
  const { id, message, aria } = useField(name, hint);
  return (
    <div>
      <div className="flex items-start gap-3">
        <input
          id={id}
          type="checkbox"
          className="mt-0.5 size-5.5 shrink-0 accent-[var(--brand)]"
          {...aria}
          {...input}
          {...register(name)}
        />
        <label htmlFor={id}>{label}</label>
      </div>
      <FieldNotes id={id} hint={hint} message={message} />
    </div>
  );
}

export interface Choice extends Option {
  description?: ReactNode;
  disabled?: boolean;
}

/** One of a few, each with room to explain itself. `multiple` makes a list of values of it. */
export function ChoiceField({
  name,
  label,
  hint,
  choices,
  multiple = false,
  className = "grid gap-2 sm:grid-cols-2",
}: FieldProps & { choices: readonly Choice[]; multiple?: boolean; className?: string }) {
  const { register } = useFormContext();
  const { id, message, aria } = useField(name, hint);
  return (
    <fieldset aria-describedby={aria["aria-describedby"]}>
      <legend className="mb-1.5 font-semibold">{label}</legend>
      <div className={className}>
        {choices.map(({ value, label, description, disabled }) => (
          <label
            key={value}
            className="flex min-h-11 cursor-pointer items-start gap-2.5 rounded-control border border-line-strong bg-surface px-3 py-2.5 hover:border-brand has-checked:border-brand has-checked:bg-brand-soft has-disabled:cursor-not-allowed has-disabled:opacity-60 has-focus-visible:outline-3 has-focus-visible:outline-offset-2"
          >
            <input
              type={multiple ? "checkbox" : "radio"}
              value={value}
              disabled={disabled}
              className="mt-1 size-4.5 shrink-0 accent-[var(--brand)]"
              {...register(name)}
            />
            <span>
              <span className="font-medium">{label}</span>
              {description ? (
                <span className="block text-ink-muted text-sm">{description}</span>
              ) : null}
            </span>
          </label>
        ))}
      </div>
      <FieldNotes id={id} hint={hint} message={message} />
    </fieldset>
  );
}
