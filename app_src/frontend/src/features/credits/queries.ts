import { CREDITS_KEY } from "@/shared/api/credits";
import { listMyCreditEntries } from "@/shared/api/generated/sdk.gen";
import { pagedQuery } from "@/shared/api/pages";

/** Every change, newest first. */
export const ledgerQuery = pagedQuery([...CREDITS_KEY, "ledger"], (call) =>
  listMyCreditEntries(call),
);
