/** The mark: a code bracket that turns into a mentor's tick. Decorative; the word beside it carries the name. */
export function BrandMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={className} fill="none">
      <rect width="32" height="32" rx="8" fill="var(--marigold-400)" />
      <path
        d="M12.5 9 6.5 16l6 7"
        stroke="var(--pine-900)"
        strokeWidth="3.2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <path
        d="m14.5 17.5 4 4.5L26 10.5"
        stroke="var(--pine-900)"
        strokeWidth="3.2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
