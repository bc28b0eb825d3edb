import { BadgeIndianRupee, CalendarClock, Undo2 } from "lucide-react";
import { BuyPlan } from "@/features/checkout/buy-plan";
import { Balance } from "@/features/credits/balance";
import { Card } from "@/shared/ui/card";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";
import { MoneyTabs } from "./money-tabs";

const RULES = [
  [BadgeIndianRupee, "One payment, the whole price. Nothing is added and nothing renews."],
  [CalendarClock, "Each mock can be booked for any company and interview, until the plan ends."],
  [
    Undo2,
    "A mock cancelled a day ahead comes back. Unused ones can be paid back while the plan lasts.",
  ],
] as const;

export function Component() {
  return (
    <>
      <PageMeta title="Plans" description="Buy mocks now and book them when it suits you." />
      <PageTitle title="Plans">Buy mocks now and book them when it suits you.</PageTitle>
      <MoneyTabs />
      <div className="grid items-start gap-8 xl:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid gap-8">
          <Balance />
          <section aria-labelledby="buy">
            <h2 id="buy" className="mb-4 font-bold font-display text-2xl">
              Buy a plan
            </h2>
            <BuyPlan />
          </section>
        </div>
        <Card title="How plans work">
          <ul className="grid gap-4">
            {RULES.map(([Icon, text]) => (
              <li key={text} className="flex gap-3">
                <Icon aria-hidden className="mt-0.5 size-5 shrink-0 text-brand" />
                <span className="text-ink-muted">{text}</span>
              </li>
            ))}
          </ul>
        </Card>
      </div>
    </>
  );
}
