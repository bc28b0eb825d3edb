import { Balance } from "@/features/credits/balance";
import { Ledger } from "@/features/credits/ledger";
import { Lots } from "@/features/credits/lots";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";
import { MoneyTabs } from "./money-tabs";

export function Component() {
  return (
    <>
      <PageMeta title="Mocks left" description="How many mocks you have, and every change." />
      <PageTitle title="Mocks left" />
      <MoneyTabs />
      <div className="settle grid gap-8">
        <Balance />
        <Lots />
        <section aria-labelledby="ledger">
          <h2 id="ledger" className="mb-4 font-bold font-display text-2xl">
            Every change
          </h2>
          <Ledger />
        </section>
      </div>
    </>
  );
}
