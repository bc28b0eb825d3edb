/** A company's initial in our own hand: their logos are theirs. Decorative, the name stands beside it. */
export function Monogram({ name }: { name: string }) {
  return (
    <span
      aria-hidden="true"
      className="grid size-11 shrink-0 place-items-center rounded-control bg-accent-soft font-bold font-display text-lg text-on-accent-soft"
    >
      {name.charAt(0).toUpperCase()}
    </span>
  );
}
