const RUBRIC = [
  { criterion: "Clarifies the problem", score: 4 },
  { criterion: "Reasons about trade-offs", score: 3 },
  { criterion: "Tests own solution", score: 2 },
] as const;

const SCALE = [1, 2, 3, 4, 5] as const;

function ScoreBar({ score }: { score: number }) {
  return (
    <span className="flex gap-1" aria-hidden="true">
      {SCALE.map((step) => (
        <span
          key={step}
          className={`h-2.5 w-3.5 rounded-full sm:w-6 ${step <= score ? "bg-brand" : "bg-line"}`}
        />
      ))}
    </span>
  );
}

/** What a mentee receives after a mock, shown as an example and labelled as one. */
export function Scorecard() {
  return (
    <figure className="mx-auto w-full max-w-lg lg:mx-0">
      <div className="rounded-card bg-surface p-5 text-ink shadow-2xl sm:p-7 lg:rotate-1">
        <div className="flex items-start justify-between gap-4 border-line border-b pb-4">
          <p>
            <span className="block font-display font-semibold text-lg">Coding interview</span>
            <span className="text-ink-muted text-sm">72 minutes · SDE II track</span>
          </p>
          <span className="rounded-full bg-accent-soft px-3 py-1 font-semibold text-on-accent-soft text-sm">
            Sample
          </span>
        </div>
        <pre className="mt-5 whitespace-pre-wrap rounded-control bg-sunken p-4 font-mono text-[0.75rem] leading-6 sm:text-[0.8125rem]">
          <code>
            {"def first_gap(slots):\n"}
            {"    slots.sort()\n"}
            <mark className="bg-accent-soft text-on-accent-soft">
              {"    for a, b in pairwise(slots):"}
            </mark>
            {"\n        if b.start > a.end:"}
          </code>
        </pre>
        <p className="mt-3 flex gap-3 border-accent border-l-4 pl-3 text-sm">
          <span>
            <strong className="font-semibold">Mentor’s note.</strong> Neighbours are not enough: an
            early slot can outlast the next two. Keep the latest end seen so far.
          </span>
        </p>
        <dl className="mt-6 grid gap-3">
          {RUBRIC.map(({ criterion, score }) => (
            <div key={criterion} className="flex items-center justify-between gap-x-3">
              <dt className="text-sm">{criterion}</dt>
              <dd className="flex shrink-0 items-center gap-2 sm:gap-3">
                <ScoreBar score={score} />
                <span className="w-8 text-right font-mono text-sm">
                  {score}
                  <span aria-hidden="true">/5</span>
                  <span className="sr-only"> of 5</span>
                </span>
              </dd>
            </div>
          ))}
        </dl>
      </div>
      <figcaption className="sr-only">
        Example of the feedback a mentor writes after a mock
      </figcaption>
    </figure>
  );
}
