import { useQuery } from "@tanstack/react-query";
import { plansQuery } from "@/shared/api/catalogue";
import type { Dashboard } from "@/shared/api/generated/types.gen";
import { countOf, formatRupees } from "@/shared/lib/format";
import { formatDay, formatRelative } from "@/shared/lib/time";
import { useZone } from "@/shared/session/use-session";
import { ButtonLink } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";

/** Below this the end of the first mock's time is worth a word of its own. */
const SOON_MS = 14 * 86_400_000;

/** What is left of the plan, and until when. */
export function CreditsCard({ dashboard }: { dashboard: Dashboard }) {
  const { credits, next_credit_expiry_at: expiry, paid_until: until } = dashboard;
  const zone = useZone();
  const now = Date.now();
  const soon = expiry !== null && Date.parse(expiry) - now < SOON_MS;
  return (
    <Card title="Your plan">
      <p className="flex items-baseline gap-2">
        <span className="font-bold font-display text-5xl tabular-nums">{credits}</span>
        <span className="text-ink-muted">{credits === 1 ? "mock left" : "mocks left"}</span>
      </p>
      {expiry ? (
        <p className={`mt-2 ${soon ? "font-medium" : "text-ink-muted"}`}>
          Book {credits === 1 ? "it" : "the first"} by {formatDay(expiry, zone)} (
          {formatRelative(expiry, now)}).
        </p>
      ) : null}
      {credits === 0 && until ? (
        <p className="mt-2 text-ink-muted">
          All are used. Your plan runs until {formatDay(until, zone)}.
        </p>
      ) : null}
      <div className="mt-4 flex flex-wrap gap-2">
        {credits > 0 ? (
          <ButtonLink to="/mentee/book" size="small">
            Book a mock
          </ButtonLink>
        ) : null}
        <ButtonLink
          to={credits > 0 ? "/mentee/credits" : "/mentee/plans"}
          variant="outline"
          size="small"
        >
          {credits > 0 ? "Your plan" : "Get more mocks"}
        </ButtonLink>
      </div>
    </Card>
  );
}

/** For the free account: what a plan would give, once, and in nobody's way. */
export function UpgradeHint() {
  const { data } = useQuery(plansQuery);
  const cheapest = data?.[0];
  return (
    <Card title="Free account">
      <p>
        Exploring is free for as long as you like.{" "}
        {cheapest
          ? `When you book, ${countOf(cheapest.mocks, "mock")} costs ${formatRupees(cheapest.price_paise)} once; plans with several cost less each.`
          : "You pay when you book, once for a number of mocks."}
      </p>
      <p className="mt-2 text-ink-muted text-sm">Nothing renews by itself.</p>
      <ButtonLink to="/mentee/plans" variant="outline" size="small" className="mt-4">
        See the plans
      </ButtonLink>
    </Card>
  );
}
