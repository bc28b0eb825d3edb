/** A grey bar in the place of text to come; give it the size of that text. */
export function Skeleton({ className }: { className: string }) {
  return <span className={`block animate-pulse rounded-control bg-line ${className}`} />;
}
