/** The look of everything one types into or chooses from. */
export const CONTROL =
  "min-h-11 w-full rounded-control border border-line-strong bg-surface px-3.5 py-2 placeholder:text-ink-muted " +
  "aria-invalid:border-danger disabled:opacity-60";
