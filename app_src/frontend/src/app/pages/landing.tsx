import { ArrowRight } from "lucide-react";
import { Link } from "react-router";
import { CompanyGroups } from "@/features/companies/company-groups";
import { ClosingCall } from "@/features/guide/closing-call";
import { Hero } from "@/features/guide/hero";
import { InterviewTypes } from "@/features/guide/interview-types";
import { Journey } from "@/features/guide/journey";
import { Questions } from "@/features/guide/questions";
import { PlanGrid } from "@/features/plans/plan-grid";
import { PageMeta } from "@/shared/ui/page-meta";
import { Section } from "@/shared/ui/section";

const MORE = "inline-flex min-h-11 items-center gap-1.5 font-semibold text-brand hover:underline";

export function Component() {
  return (
    <>
      <PageMeta
        title="Codementee: mock interviews with mentors from product companies"
        description="Prepare for software engineering interviews with mock interviews by mentors from product companies, and written feedback after each. Free to register and explore."
        path="/"
      />
      <Hero />
      <Journey />
      <InterviewTypes />
      <Section
        id="companies"
        eyebrow="Companies"
        title="Prepare for the company, at the level you want"
        lead="Each company comes with its own role tracks, because an L4 loop and an SDE II loop ask different things."
      >
        <CompanyGroups />
        <Link to="/companies" className={`mt-10 ${MORE}`}>
          See all tracks <ArrowRight aria-hidden className="size-4" />
        </Link>
      </Section>
      <Section
        id="pricing"
        eyebrow="Pricing"
        title="Pay when you book, once, and know for what"
        lead="Exploring is free. A plan is a number of mocks and the time to use them."
        sunken
      >
        <PlanGrid />
        <Link to="/pricing" className={`mt-10 ${MORE}`}>
          How pricing works <ArrowRight aria-hidden className="size-4" />
        </Link>
      </Section>
      <Questions />
      <ClosingCall />
    </>
  );
}
