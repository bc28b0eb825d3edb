import type { ComponentProps } from "react";
import { Link } from "react-router";

const BASE =
  "inline-flex min-h-11 items-center justify-center gap-2 rounded-control px-5 font-semibold transition-colors " +
  "disabled:cursor-not-allowed disabled:opacity-60";

const VARIANTS = {
  primary: "bg-brand text-on-brand hover:bg-brand-strong",
  accent: "bg-accent text-on-accent hover:bg-[var(--marigold-300)]",
  outline: "border border-line-strong text-ink hover:border-brand hover:text-brand",
  // On a deep band, where the outline's ink would vanish.
  onBand: "border border-on-band-muted/50 text-on-band hover:border-on-band hover:bg-on-band/10",
} as const;

type Variant = keyof typeof VARIANTS;

export function Button({
  variant = "primary",
  className = "",
  ...props
}: ComponentProps<"button"> & { variant?: Variant }) {
  return (
    <button type="button" className={`${BASE} ${VARIANTS[variant]} ${className}`} {...props} />
  );
}

export function ButtonLink({
  variant = "primary",
  className = "",
  ...props
}: ComponentProps<typeof Link> & { variant?: Variant }) {
  return <Link className={`${BASE} ${VARIANTS[variant]} ${className}`} {...props} />;
}
