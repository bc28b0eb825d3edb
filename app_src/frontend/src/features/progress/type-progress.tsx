import { Minus, TrendingDown, TrendingUp } from "lucide-react";
import type { ItemProgress, TypeProgress } from "@/shared/api/generated/types.gen";
import { inSentence, useTypeName } from "@/shared/api/interview-types";
import { LineChart } from "@/shared/charts/line-chart";
import { countOf } from "@/shared/lib/format";
import { useZone } from "@/shared/session/use-session";
import { ButtonLink } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { Meter } from "@/shared/ui/meter";
import { AT_LEVEL, changeInWords, scoreText } from "./points";

const BEST = 5;

function Change({ change }: { change: number }) {
  const Icon = change > 0 ? TrendingUp : change < 0 ? TrendingDown : Minus;
  const tone = change > 0 ? "text-success" : "text-ink-muted";
  return (
    <span className={`inline-flex items-center gap-1.5 font-medium ${tone}`}>
      <Icon aria-hidden className="size-4.5" />
      {capital(changeInWords(change))}
    </span>
  );
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

function Item({ item }: { item: ItemProgress }) {
  const several = item.scores.length > 1;
  return (
    <li>
      <Meter label={item.title} value={item.latest} max={BEST} text={`${item.latest} of ${BEST}`} />
      {several ? (
        <p className="mt-1 text-ink-muted text-sm">
          {item.latest === item.first ? "As in the first" : `From ${item.first} in the first`},{" "}
          {scoreText(item.average)} on average
        </p>
      ) : null}
    </li>
  );
}

function Items({ items, className }: { items: readonly ItemProgress[]; className: string }) {
  return (
    <div>
      <h3 className="mb-3 font-semibold">Latest scores, the weakest first</h3>
      <ul className={className}>
        {items.map((item) => (
          <Item key={item.code} item={item} />
        ))}
      </ul>
    </div>
  );
}

/** One interview type over time, and what its rubric says. */
export function TypeCard({ progress }: { progress: TypeProgress }) {
  const zone = useZone();
  const typeName = useTypeName();
  const several = progress.mocks > 1;
  const name = typeName(progress.interview_type);
  const day = new Intl.DateTimeFormat("en-IN", { day: "numeric", month: "short", timeZone: zone });
  return (
    <Card
      title={name}
      aside={
        <ButtonLink
          to={`/mentee/book?type=${progress.interview_type}`}
          variant="outline"
          size="small"
        >
          Practise it again<span className="sr-only">: {name}</span>
        </ButtonLink>
      }
    >
      <p className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-1 text-ink-muted">
        <span>
          {countOf(progress.mocks, "mock")}, latest{" "}
          <span className="font-semibold text-ink">{scoreText(progress.latest)}</span>, best{" "}
          <span className="font-semibold text-ink">{scoreText(progress.best)}</span>
        </span>
        {several ? <Change change={progress.change} /> : null}
      </p>
      {several ? (
        <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <LineChart
            title={`${name}: overall score of each mock`}
            heading="Mock"
            labels={progress.points.map(({ at }) => day.format(new Date(at)))}
            notes={progress.points.map(({ company }) => company.name)}
            series={[{ name: "Score", values: progress.points.map(({ overall }) => overall) }]}
            format={scoreText}
            range={[1, BEST]}
            reference={{ value: AT_LEVEL, label: "what the level asks for" }}
          />
          <Items items={progress.items} className="grid gap-3.5" />
        </div>
      ) : (
        <>
          <Items items={progress.items} className="grid gap-x-10 gap-y-3.5 sm:grid-cols-2" />
          <p className="mt-5 text-ink-muted text-sm">
            With the second {inSentence(name)} mock a line begins here and shows where you are
            heading.
          </p>
        </>
      )}
    </Card>
  );
}
