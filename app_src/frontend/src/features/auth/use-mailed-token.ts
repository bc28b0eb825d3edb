import { useState } from "react";
import { useLocation } from "react-router";
import { useHydrated } from "@/shared/lib/use-hydrated";

type MailedToken =
  | { status: "reading" }
  | { status: "missing" }
  | { status: "found"; token: string };

/**
 * The token of a mailed link, from the fragment, where neither a server nor a Referer header sees it. It stays known when
 * the page takes it out of the address; another link opened in the same tab brings another one.
 */
export function useMailedToken(): MailedToken {
  const hydrated = useHydrated();
  const { hash } = useLocation();
  const [known, setKnown] = useState<string>();
  const inAddress = new URLSearchParams(hash.slice(1)).get("token") ?? undefined;
  if (hydrated && inAddress !== undefined && inAddress !== known) {
    setKnown(inAddress);
  }
  if (!hydrated) {
    return { status: "reading" };
  }
  const token = inAddress ?? known;
  return token ? { status: "found", token } : { status: "missing" };
}
