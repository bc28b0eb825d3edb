import { ArrowRight } from "lucide-react";
import { Link } from "react-router";
import { ClosingCall } from "@/features/guide/closing-call";
import { FreeFirst } from "@/features/plans/free-first";
import { PlanGrid } from "@/features/plans/plan-grid";
import { PlanPromises } from "@/features/plans/plan-promises";
import { PageHeader } from "@/shared/ui/page-header";
import { PageMeta } from "@/shared/ui/page-meta";
import { Section } from "@/shared/ui/section";

const MORE =
  "mt-8 inline-flex min-h-11 items-center gap-1.5 font-semibold text-brand hover:underline";

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
        <FreeFirst />
      </section>
      <Section id="how-pricing-works" title="How paying works" sunken>
        <PlanPromises />
        <Link to="/refund-policy" className={MORE}>
          Cancellation and refunds in full <ArrowRight aria-hidden className="size-4" />
        </Link>
      </Section>
      <ClosingCall />
    </>
  );
}
