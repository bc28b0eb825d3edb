import type { ReactNode } from "react";

interface OptionCardProps {
  name: string;
  value: string;
  checked: boolean;
  onSelect: () => void;
  label: ReactNode;
  children?: ReactNode;
  /** Beside the label: a sign that tells options apart at a glance. */
  sign?: ReactNode;
}

/** One of several, each with room to explain itself; a native radio button does the work. */
export function OptionCard({
  name,
  value,
  checked,
  onSelect,
  label,
  children,
  sign,
}: OptionCardProps) {
  return (
    <label className="flex min-h-14 cursor-pointer items-start gap-3 rounded-card border border-line-strong bg-surface p-4 hover:border-brand has-checked:border-brand has-checked:bg-brand-soft has-checked:ring-1 has-checked:ring-brand has-focus-visible:outline-3 has-focus-visible:outline-focus has-focus-visible:outline-offset-2">
      <input
        type="radio"
        name={name}
        value={value}
        checked={checked}
        onChange={onSelect}
        className="mt-1 size-4.5 shrink-0 accent-[var(--brand)] focus-visible:outline-none"
      />
      <span className="min-w-0 grow">
        <span className="font-semibold">{label}</span>
        {children ? <span className="mt-0.5 block text-ink-muted text-sm">{children}</span> : null}
      </span>
      {sign}
    </label>
  );
}
