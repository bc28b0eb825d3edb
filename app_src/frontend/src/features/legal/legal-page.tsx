import type { ReactNode } from "react";
import { POLICY_IN_FORCE_SINCE, POLICY_VERSION } from "@/shared/lib/policy";
import { formatDate } from "@/shared/lib/time";
import { PageHeader } from "@/shared/ui/page-header";

export interface LegalSection {
  /** For links to it; stays when the title changes. */
  id: string;
  title: string;
  body: ReactNode;
}

interface LegalPageProps {
  title: string;
  summary: string;
  sections: readonly LegalSection[];
}

const PROSE =
  "mt-4 grid gap-4 [&_a]:text-brand [&_a]:underline [&_a]:underline-offset-2 [&_ul]:grid [&_ul]:list-disc [&_ul]:gap-2 [&_ul]:pl-5 [&_ul]:marker:text-brand [&_strong]:font-semibold";

function Contents({ sections }: { sections: readonly LegalSection[] }) {
  return (
    <nav aria-label="On this page" className="lg:sticky lg:top-24 lg:self-start">
      <p className="mb-1 font-semibold">On this page</p>
      <ol className="lg:max-h-[calc(100dvh-9rem)] lg:overflow-y-auto">
        {sections.map(({ id, title }, index) => (
          <li key={id}>
            <a
              href={`#${id}`}
              className="flex min-h-10 items-baseline gap-3 py-2 text-ink-muted hover:text-brand hover:underline pointer-coarse:min-h-11"
            >
              <span aria-hidden="true" className="w-5 font-mono text-sm">
                {index + 1}
              </span>
              {title}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** A text people agree to: numbered sections that can be linked to, and which version it is. */
export function LegalPage({ title, summary, sections }: LegalPageProps) {
  return (
    <>
      <PageHeader title={title}>
        <p>{summary}</p>
        <p className="mt-3 text-base">
          Version {POLICY_VERSION}, in force since {formatDate(POLICY_IN_FORCE_SINCE)}
        </p>
      </PageHeader>
      <div className="page-width grid gap-x-16 gap-y-10 py-12 sm:py-16 lg:grid-cols-[17rem_minmax(0,1fr)]">
        <Contents sections={sections} />
        <div className="grid max-w-3xl gap-10">
          {sections.map(({ id, title: heading, body }, index) => (
            <section key={id} id={id} aria-labelledby={`${id}-title`}>
              <h2 id={`${id}-title`} className="font-bold font-display text-2xl">
                <span className="mr-3 font-mono font-normal text-ink-muted text-lg">
                  {index + 1}
                </span>
                {heading}
              </h2>
              <div className={PROSE}>{body}</div>
            </section>
          ))}
        </div>
      </div>
    </>
  );
}
