import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "react-router";
import { callApi } from "@/shared/api/client";
import { recordConsent } from "@/shared/api/generated/sdk.gen";
import type { Consent, ConsentSubject } from "@/shared/api/generated/types.gen";
import { useMutation } from "@/shared/api/use-mutation";
import { POLICY_VERSION } from "@/shared/lib/policy";
import { Badge } from "@/shared/ui/badge";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Moment } from "@/shared/ui/moment";
import { QuerySection } from "@/shared/ui/query-section";
import { toast } from "@/shared/ui/toast";
import { ConsentHistory } from "./consent-history";
import { consentsQuery } from "./queries";

interface Subject {
  subject: ConsentSubject;
  title: string;
  text: string;
  to?: string;
  /** Without it there is no account; it is not taken back here but by closing the account. */
  needed: boolean;
}

export const SUBJECTS: readonly Subject[] = [
  {
    subject: "terms",
    title: "Terms of use",
    text: "They hold for as long as you have the account.",
    to: "/terms",
    needed: true,
  },
  {
    subject: "privacy",
    title: "Privacy policy",
    text: "What we keep and what for.",
    to: "/privacy-policy",
    needed: true,
  },
  {
    subject: "marketing",
    title: "News by mail",
    text: "Now and then, what is new on Codementee. Mails about your bookings come either way.",
    needed: false,
  },
];

function State({ entry, needed }: { entry: Consent | undefined; needed: boolean }) {
  if (!entry) {
    return needed ? <Badge tone="warning">Not recorded yet</Badge> : <Badge>Not agreed</Badge>;
  }
  if (!entry.granted) {
    return <Badge tone={needed ? "warning" : "neutral"}>Withdrawn</Badge>;
  }
  return entry.version === POLICY_VERSION ? (
    <Badge tone="success">{needed ? "Accepted" : "Agreed"}</Badge>
  ) : (
    <Badge tone="warning">Older version accepted</Badge>
  );
}

function Row({ subject, entry }: { subject: Subject; entry: Consent | undefined }) {
  const queryClient = useQueryClient();
  const inForce = entry?.granted === true && entry.version === POLICY_VERSION;
  const { mutate, isPending } = useMutation({
    mutationFn: (granted: boolean) =>
      callApi((call) =>
        recordConsent({
          ...call,
          body: { subject: subject.subject, version: POLICY_VERSION, granted },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: consentsQuery.queryKey }),
    onError: (error) => toast.failure("This could not be recorded", error),
  });
  const withdraws = !subject.needed && entry?.granted === true;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 py-4">
      <div className="min-w-0 grow basis-64">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 font-medium">
          {subject.title}
          <State entry={entry} needed={subject.needed} />
        </p>
        <p className="text-ink-muted text-sm">
          {subject.text}{" "}
          {subject.to ? (
            <Link to={subject.to} className="text-brand underline underline-offset-2">
              Read the {subject.title.toLowerCase()}
            </Link>
          ) : null}
        </p>
        {entry ? (
          <p className="mt-1 text-ink-muted text-sm">
            Version {entry.version}, <Moment at={entry.at} />
          </p>
        ) : null}
      </div>
      {withdraws || !inForce ? (
        <Button variant="outline" size="small" busy={isPending} onClick={() => mutate(!withdraws)}>
          {withdraws ? "Withdraw" : subject.needed ? `Accept version ${POLICY_VERSION}` : "Agree"}{" "}
          <span className="sr-only">
            {withdraws ? "consent to" : subject.needed ? "of" : "to"} {subject.title.toLowerCase()}
          </span>
        </Button>
      ) : null}
    </li>
  );
}

export function ConsentsCard() {
  const query = useQuery(consentsQuery);
  return (
    <Card title="What you agreed to">
      <QuerySection
        query={query}
        subject="your consents"
        skeleton={<ListSkeleton rows={3} height="h-20" />}
      >
        {(entries) => (
          <>
            <ul className="-mt-4 divide-y divide-line">
              {SUBJECTS.map((subject) => (
                <Row
                  key={subject.subject}
                  subject={subject}
                  entry={entries.find((entry) => entry.subject === subject.subject)}
                />
              ))}
            </ul>
            <ConsentHistory entries={entries} />
          </>
        )}
      </QuerySection>
    </Card>
  );
}
