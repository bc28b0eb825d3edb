import type { UseQueryResult } from "@tanstack/react-query";
import { ArrowRight, type LucideIcon } from "lucide-react";
import { useId } from "react";
import { Link } from "react-router";
import { explain } from "@/shared/api/errors";
import { useRetry } from "@/shared/api/use-retry";
import { Button } from "@/shared/ui/button";
import { Skeleton } from "@/shared/ui/skeleton";

export interface Attention {
  /** "3", or "100+" where one page was full. */
  figure: string;
  text: string;
  tone: "calm" | "warning" | "danger";
}

interface AttentionCardProps<Data> {
  icon: LucideIcon;
  title: string;
  to: string;
  /** Where the link leads, in words: "Open the queue". */
  link: string;
  query: UseQueryResult<Data>;
  describe: (data: Data) => Attention;
}

const TONES = {
  calm: "bg-success-soft text-success",
  warning: "bg-accent-soft text-on-accent-soft",
  danger: "bg-danger-soft text-danger",
} as const;

/** One thing that may need somebody, how urgently, and the way to it. */
export function AttentionCard<Data>(props: AttentionCardProps<Data>) {
  const { icon: Icon, title, to, link, query, describe } = props;
  const id = useId();
  const retry = useRetry();
  const found = query.data === undefined ? undefined : describe(query.data);
  return (
    <section
      aria-labelledby={id}
      className="flex flex-col sm:min-h-52 rounded-card border border-line bg-surface p-5 shadow-card"
    >
      <div className="flex items-center gap-3">
        <Icon
          aria-hidden
          className={`size-10 shrink-0 rounded-full p-2.5 ${found ? TONES[found.tone] : "bg-sunken text-ink-muted"}`}
        />
        <h2 id={id} className="font-display font-semibold text-lg">
          {title}
        </h2>
      </div>
      <div className="mt-3 grow">
        {found ? (
          <>
            <p className="font-bold font-display text-3xl tabular-nums">{found.figure}</p>
            <p className="mt-1 text-ink-muted">{found.text}</p>
          </>
        ) : query.isError ? (
          <div role="alert">
            <p className="mb-3 text-ink-muted">{explain(query.error)}</p>
            <Button
              size="small"
              variant="outline"
              busy={query.isFetching}
              onClick={() => void retry()}
            >
              Try again
            </Button>
          </div>
        ) : (
          <div role="status">
            <span className="sr-only">Loading</span>
            <Skeleton className="mt-1 h-8 w-14" />
            <Skeleton className="mt-3 h-4 w-44" />
          </div>
        )}
      </div>
      <Link
        to={to}
        className="mt-3 inline-flex min-h-11 items-center gap-1.5 self-start font-medium text-brand hover:underline"
      >
        {link}
        <ArrowRight aria-hidden className="size-4" />
      </Link>
    </section>
  );
}
