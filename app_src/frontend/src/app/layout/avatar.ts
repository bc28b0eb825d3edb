/** The look of the account's initial in the header, with and without its menu. */
export const AVATAR =
  "ml-1 grid size-10 place-items-center rounded-full bg-brand font-bold text-on-brand";
