import { ArrowRight } from "lucide-react";
import { Link } from "react-router";
import { ChangeRules } from "@/features/guide/change-rules";
import { ClosingCall } from "@/features/guide/closing-call";
import { Rubrics } from "@/features/guide/rubrics";
import { StartButtons } from "@/features/guide/start-buttons";
import { Walkthrough } from "@/features/guide/walkthrough";
import { PageHeader } from "@/shared/ui/page-header";
import { PageMeta } from "@/shared/ui/page-meta";
import { Section } from "@/shared/ui/section";

const MORE =
  "mt-8 inline-flex min-h-11 items-center gap-1.5 font-semibold text-brand hover:underline";

export function Component() {
  return (
    <>
      <PageMeta
        title="How it works"
        description="From a free account to written feedback: how booking, payment, the mock interview and the scores work on Codementee, and what moving or cancelling means."
        path="/how-it-works"
      />
      <PageHeader title="How a mock interview works here">
        <p>Six steps, of which the first two are free for as long as you like.</p>
        <div className="mt-8 flex flex-wrap gap-3">
          <StartButtons />
        </div>
      </PageHeader>
      <Section id="steps" title="From sign-up to honest feedback">
        <Walkthrough />
      </Section>
      <Section
        id="interview-types"
        eyebrow="Interview types"
        title="What counts, and how much"
        lead="Mentors score with these rubrics, and you may know them: practise what weighs most."
        sunken
      >
        <Rubrics full />
      </Section>
      <Section
        id="changes"
        eyebrow="Plans change"
        title="Moving and cancelling"
        lead="By the time left before the start. When your mentor cancels or does not come, the mock always goes back to your plan."
      >
        <ChangeRules />
        <Link to="/refund-policy" className={MORE}>
          Cancellation and refunds in full <ArrowRight aria-hidden className="size-4" />
        </Link>
      </Section>
      <ClosingCall />
    </>
  );
}
