import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Laptop, Smartphone } from "lucide-react";
import { callApi } from "@/shared/api/client";
import { hasCode } from "@/shared/api/errors";
import { endOtherSessions, endSession } from "@/shared/api/generated/sdk.gen";
import type { SessionView } from "@/shared/api/generated/types.gen";
import { useMutation } from "@/shared/api/use-mutation";
import { formatRelative } from "@/shared/lib/time";
import { useNow } from "@/shared/lib/use-now";
import { Badge } from "@/shared/ui/badge";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { ConfirmButton } from "@/shared/ui/confirm-button";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Moment } from "@/shared/ui/moment";
import { QuerySection } from "@/shared/ui/query-section";
import { toast } from "@/shared/ui/toast";
import { sessionsQuery } from "./queries";
import { describeDevice } from "./user-agent";

function EndButton({ session, device }: { session: SessionView; device: string }) {
  const queryClient = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: () => callApi((call) => endSession({ ...call, path: { session_id: session.id } })),
    onSuccess: () =>
      toast.success(
        `${device} is signed out`,
        "A page open there may go on working for up to ten minutes.",
      ),
    onError: (error) => {
      // Gone already is what was wanted.
      if (!hasCode(error, "not_found")) {
        toast.failure("The device is still signed in", error);
      }
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  });
  return (
    <Button variant="outline" size="small" busy={isPending} onClick={() => mutate()}>
      Sign out <span className="sr-only">{device}</span>
    </Button>
  );
}

function Row({ session, now }: { session: SessionView; now: number }) {
  const { name, handheld } = describeDevice(session.user_agent);
  const Icon = handheld ? Smartphone : Laptop;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 py-4">
      <Icon aria-hidden className="size-6 shrink-0 text-ink-muted" strokeWidth={1.5} />
      <div className="min-w-0 grow basis-56">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 font-medium">
          {name}
          {session.current ? <Badge tone="brand">This device</Badge> : null}
        </p>
        <p className="text-ink-muted text-sm">
          {session.current
            ? "In use now"
            : `Last used ${formatRelative(session.last_used_at, now)}`}
          {session.client ? ` from ${session.client}` : null} · signed in{" "}
          <Moment at={session.created_at} />
        </p>
      </div>
      {session.current ? null : <EndButton session={session} device={name} />}
    </li>
  );
}

/** This device first, then the others by when they were last used. */
function sorted(sessions: readonly SessionView[]): SessionView[] {
  return sessions.toSorted(
    (a, b) => Number(b.current) - Number(a.current) || b.last_used_at.localeCompare(a.last_used_at),
  );
}

function EndOthers() {
  const queryClient = useQueryClient();
  const run = async () => {
    await callApi((call) => endOtherSessions(call));
    await queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey });
    toast.success("All other devices are signed out");
  };
  return (
    <ConfirmButton
      label="Sign out everywhere else"
      title="Sign out everywhere else?"
      confirm="Sign out the others"
      keep="Leave them"
      size="small"
      onConfirm={run}
    >
      <p>
        Every device but this one has to log in again. What is open there may go on working for up
        to ten minutes.
      </p>
    </ConfirmButton>
  );
}

export function SessionList() {
  const query = useQuery(sessionsQuery);
  const now = useNow(60_000);
  const others = (query.data?.items.length ?? 0) > 1;
  return (
    <Card title="Where you are signed in" aside={others ? <EndOthers /> : null}>
      <p className="text-ink-muted">
        Something you do not recognise? Sign it out and change your password.
      </p>
      <div className="mt-3">
        <QuerySection
          query={query}
          subject="your sessions"
          skeleton={<ListSkeleton rows={2} height="h-16" />}
        >
          {({ items }) => (
            <ul className="divide-y divide-line">
              {sorted(items).map((session) => (
                <Row key={session.id} session={session} now={now} />
              ))}
            </ul>
          )}
        </QuerySection>
      </div>
    </Card>
  );
}
