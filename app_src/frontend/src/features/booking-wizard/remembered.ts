// Times that are chosen but not held yet are known to this page only; a reload must not lose them.
const key = (bookingId: string) => `codementee.slots.${bookingId}`;

export function rememberSlots(bookingId: string, ids: readonly string[]): void {
  try {
    if (ids.length > 0) {
      sessionStorage.setItem(key(bookingId), ids.join(","));
    } else {
      sessionStorage.removeItem(key(bookingId));
    }
  } catch {
    // Storage refused: the choice then lasts for this page only.
  }
}

export function rememberedSlots(bookingId: string): string[] | undefined {
  try {
    return sessionStorage.getItem(key(bookingId))?.split(",");
  } catch {
    return undefined;
  }
}
