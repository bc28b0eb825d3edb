interface Wish {
  company?: string | undefined;
  track?: string | undefined;
  type?: string | undefined;
}

/** The wizard with what is known already filled in. */
export function bookLink({ company, track, type }: Wish): string {
  const wanted = new URLSearchParams();
  for (const [name, value] of Object.entries({ company, track, type })) {
    if (value) {
      wanted.set(name, value);
    }
  }
  return `/mentee/book?${wanted}`;
}
