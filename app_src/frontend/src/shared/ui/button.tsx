import { LoaderCircle } from "lucide-react";
import type { ComponentProps } from "react";
import { Link } from "react-router";

const BASE =
  "inline-flex items-center justify-center gap-2 rounded-control py-1.5 text-center font-semibold transition-colors " +
  "disabled:cursor-not-allowed disabled:opacity-60 aria-disabled:cursor-progress aria-disabled:opacity-75";

const SIZES = {
  normal: "min-h-11 px-5",
  // At least 44 px high where a finger may be meant (pointer: coarse), compact under a mouse.
  small: "min-h-9 px-3 text-sm pointer-coarse:min-h-11",
} as const;

const VARIANTS = {
  primary: "bg-brand text-on-brand hover:bg-brand-strong",
  accent: "bg-accent text-on-accent hover:bg-[var(--marigold-300)]",
  outline: "border border-line-strong text-ink hover:border-brand hover:text-brand",
  quiet: "text-brand hover:bg-brand-soft",
  danger: "bg-danger text-on-danger hover:bg-danger-strong",
  // On a deep band, where the outline's ink would vanish.
  onBand: "border border-on-band-muted/50 text-on-band hover:border-on-band hover:bg-on-band/10",
} as const;

interface Look {
  variant?: keyof typeof VARIANTS;
  size?: keyof typeof SIZES;
}

function classes({ variant = "primary", size = "normal" }: Look, className: string): string {
  return `${BASE} ${SIZES[size]} ${VARIANTS[variant]} ${className}`;
}

/** `busy` keeps the focus (a disabled button loses it), shows work and lets nothing through. */
export function Button({
  variant,
  size,
  busy = false,
  className = "",
  children,
  onClick,
  type = "button",
  ...props
}: ComponentProps<"button"> & Look & { busy?: boolean }) {
  return (
    <button
      type={busy ? "button" : type}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={classes({ ...(variant && { variant }), ...(size && { size }) }, className)}
      {...props}
    >
      {busy ? <LoaderCircle aria-hidden className="size-4 animate-spin" /> : null}
      {children}
    </button>
  );
}

export function ButtonLink({
  variant,
  size,
  className = "",
  ...props
}: ComponentProps<typeof Link> & Look) {
  return (
    <Link
      className={classes({ ...(variant && { variant }), ...(size && { size }) }, className)}
      {...props}
    />
  );
}
