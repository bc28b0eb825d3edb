import { PlanGrid } from "@/features/plans/plan-grid";
import { PlanPromises } from "@/features/plans/plan-promises";
import { PageHeader } from "@/shared/ui/page-header";
import { PageMeta } from "@/shared/ui/page-meta";
import { Section } from "@/shared/ui/section";

export function Component() {
  return (
    <>
      <PageMeta
        title="Pricing"
        description="Plans for mock interviews in Indian rupees, paid once when you book. Free to register and explore; nothing is added at checkout and nothing renews by itself."
        path="/pricing"
      />
      <PageHeader title="One payment, no surprises">
        <p>Register and explore for free. Choose a plan when you book your first mock.</p>
      </PageHeader>
      <section aria-label="Plans" className="page-width py-16 sm:py-20">
        <h2 className="sr-only">Plans</h2>
        <PlanGrid />
      </section>
      <Section id="how-pricing-works" title="How paying works" sunken>
        <PlanPromises />
      </Section>
    </>
  );
}
