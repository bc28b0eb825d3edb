/** A sentence from a mentor's feedback, on a dark band; an example, and labelled as one. */
export function SampleNote() {
  return (
    <figure className="border-accent border-l-4 pl-4">
      <blockquote className="text-lg text-on-band">
        “You found the right structure in four minutes, then coded in silence for ten. Say what you
        rule out: that is where the points are.”
      </blockquote>
      <figcaption className="mt-2 text-on-band-muted text-sm">
        Sample of a mentor’s note, coding interview
      </figcaption>
    </figure>
  );
}
