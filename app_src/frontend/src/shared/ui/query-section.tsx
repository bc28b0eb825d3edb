import type { UseQueryResult } from "@tanstack/react-query";
import { CloudOff } from "lucide-react";
import { Fragment, type ReactNode, useDeferredValue } from "react";
import { useRetry } from "@/shared/api/use-retry";
import { useDelayed } from "@/shared/lib/use-delayed";
import { FailureNotice } from "./failure-notice";
import { Notice } from "./notice";

const SLOW_AFTER_MS = 4_000;

interface QuerySectionProps<Data> {
  query: UseQueryResult<Data>;
  /** As it reads after "Loading" and "We could not load": "the plans". */
  subject: string;
  skeleton: ReactNode;
  /** What stands in the place of an empty list; a query of one thing has neither. */
  empty?: ReactNode;
  isEmpty?: (data: Data) => boolean;
  children: (data: Data) => ReactNode;
}

/** One place for the five states of a list from the API: loading, slow, offline, failed, empty; else its content. */
export function QuerySection<Data>(props: QuerySectionProps<Data>) {
  const { query, subject, skeleton, empty, isEmpty, children } = props;
  const waiting = query.isPending && query.fetchStatus !== "paused";
  const slow = useDelayed(waiting, SLOW_AFTER_MS);
  const retry = useRetry();
  // What arrives is rendered in slices, between which a slow phone still answers to a finger.
  const here = useDeferredValue(query.data !== undefined);

  if (query.data !== undefined && here) {
    // A key of its own: an element that was the skeleton's and is the content's now would count as one that jumped.
    return (
      <Fragment key="content">{isEmpty?.(query.data) ? empty : children(query.data)}</Fragment>
    );
  }
  if (query.isError) {
    return (
      <FailureNotice
        subject={subject}
        error={query.error}
        onRetry={() => void retry()}
        retrying={query.isFetching}
      />
    );
  }
  if (query.fetchStatus === "paused") {
    return (
      <div role="status">
        <Notice icon={CloudOff} title="You are offline">
          <p>We load {subject} as soon as you are connected again.</p>
        </Notice>
      </div>
    );
  }
  return (
    <div key="waiting" aria-busy="true" data-slow={slow || undefined}>
      <p role="status" className={slow ? "mb-4 text-center text-ink-muted text-sm" : "sr-only"}>
        {slow ? `Still loading ${subject}. The connection seems slow.` : `Loading ${subject}`}
      </p>
      <div aria-hidden>{skeleton}</div>
    </div>
  );
}
