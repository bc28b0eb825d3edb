/** Where to go after signing in: a path of ours from ?next=, never another site. */
export function safeNext(search: string, fallback = "/dashboard"): string {
  const next = new URLSearchParams(search).get("next");
  if (!next?.startsWith("/")) {
    return fallback;
  }
  const url = new URL(next, "https://here.invalid");
  return url.origin === "https://here.invalid"
    ? `${url.pathname}${url.search}${url.hash}`
    : fallback;
}
