import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { explain } from "@/shared/api/errors";
import type { WaitlistEntry } from "@/shared/api/generated/types.gen";
import { interviewTypesQuery, useTypeName } from "@/shared/api/interview-types";
import { isOff } from "@/shared/lib/config";
import { Badge } from "@/shared/ui/badge";
import { Button, ButtonLink } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { FilterSelect } from "@/shared/ui/filter-select";
import { Moment } from "@/shared/ui/moment";
import { PagedList } from "@/shared/ui/paged-list";
import { Skeleton } from "@/shared/ui/skeleton";
import { toast } from "@/shared/ui/toast";
import { useJoin, useLeave, waitlistQuery } from "./queries";

function Entry({ entry, onLeft }: { entry: WaitlistEntry; onLeft: () => void }) {
  const typeName = useTypeName();
  const { mutate, isPending } = useLeave();
  const told = entry.state === "notified";
  const name = typeName(entry.interview_type);
  const leave = () =>
    mutate(entry.id, {
      onSuccess: onLeft,
      onError: (error) => toast.failure(`${name} is still on your waitlist`, error),
    });
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {name}
          <Badge tone={told ? "success" : "neutral"}>{told ? "Times came" : "Waiting"}</Badge>
        </p>
        <p className="text-ink-muted text-sm">
          {told && entry.notified_at ? (
            <>
              We wrote to you on <Moment at={entry.notified_at} />.
            </>
          ) : (
            <>
              Since <Moment at={entry.created_at} />.
            </>
          )}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        {told ? (
          <ButtonLink to={`/mentee/book?type=${entry.interview_type}`} size="small">
            See the times
          </ButtonLink>
        ) : null}
        <Button variant="outline" size="small" busy={isPending} onClick={leave}>
          {told ? "Remove" : "Stop waiting"}
          <span className="sr-only"> for {name}</span>
        </Button>
      </div>
    </li>
  );
}

function Join({ waiting }: { waiting: readonly string[] }) {
  const { data } = useQuery(interviewTypesQuery);
  const { mutate, isPending, error } = useJoin();
  const free = (data ?? []).filter(({ code }) => !waiting.includes(code));
  const [asked, setAsked] = useState("");
  const chosen = free.some(({ code }) => code === asked) ? asked : (free[0]?.code ?? "");
  if (chosen === "") {
    return null;
  }
  return (
    <form
      className="mt-4 flex flex-wrap items-end gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        mutate(chosen);
      }}
    >
      <FilterSelect
        label="Wait for"
        options={free.map(({ code, name }) => ({ value: code, label: name }))}
        value={chosen}
        onChange={setAsked}
      />
      <Button type="submit" variant="outline" busy={isPending}>
        Tell me about times
      </Button>
      {error ? (
        <p role="alert" className="w-full text-danger text-sm">
          {explain(error)}
        </p>
      ) : null}
    </form>
  );
}

/** What one waits for: joining, and leaving again. */
export function WaitlistCard() {
  const closed = isOff("waitlist");
  const lead = useRef<HTMLParagraphElement>(null);
  const query = useInfiniteQuery(waitlistQuery);
  const entries = query.data?.pages.flatMap((page) => page.items) ?? [];
  const waiting = entries
    .filter((entry) => entry.state === "waiting")
    .map((entry) => entry.interview_type);
  return (
    <Card title="Waitlist">
      <p ref={lead} tabIndex={-1} className="text-ink-muted focus:outline-none">
        {closed
          ? "Nobody can be added at the moment. Who waits already is told as ever."
          : "No time that suits you? We send one mail as soon as new times can be booked."}
      </p>
      <PagedList
        query={query}
        subject="your waitlist"
        skeleton={<Skeleton className="mt-3 h-16 w-full" />}
        empty={null}
      >
        {(items) => (
          <ul className="mt-2 divide-y divide-line border-line border-b">
            {items.map((entry) => (
              <Entry key={entry.id} entry={entry} onLeft={() => lead.current?.focus()} />
            ))}
          </ul>
        )}
      </PagedList>
      {query.data && !closed ? <Join waiting={waiting} /> : null}
    </Card>
  );
}
