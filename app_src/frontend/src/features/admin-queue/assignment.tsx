import { useInfiniteQuery } from "@tanstack/react-query";
import { UserRoundX } from "lucide-react";
import { useState } from "react";
import { useTypeName } from "@/shared/admin/names";
import { callApi } from "@/shared/api/client";
import { isRefusal } from "@/shared/api/errors";
import { adminAssignBooking } from "@/shared/api/generated/sdk.gen";
import type { AdminBooking, Candidate } from "@/shared/api/generated/types.gen";
import { useMutation } from "@/shared/api/use-mutation";
import { countOf } from "@/shared/lib/format";
import { formatSpan } from "@/shared/lib/time";
import { useZone } from "@/shared/session/use-session";
import { Alert } from "@/shared/ui/alert";
import { Button, ButtonLink } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Notice } from "@/shared/ui/notice";
import { PagedList } from "@/shared/ui/paged-list";
import { CandidateTable, type Choice } from "./candidate-table";
import { candidatesQuery } from "./queries";
import type { Changed } from "./use-booking-changes";

interface AssignmentProps {
  booking: AdminBooking;
  changed: Changed;
}

const rank = ({ fits, company_match: match }: Candidate) => (fits ? 0 : 2) + (match ? 0 : 1);

/** Choosing a mentor and one of the preferred times, with everything that is in the way. */
export function Assignment({ booking, changed }: AssignmentProps) {
  const query = useInfiniteQuery(candidatesQuery(booking.id));
  const [choice, setChoice] = useState<Choice>();
  const [onlyFree, setOnlyFree] = useState(false);
  const typeName = useTypeName();
  const zone = useZone();
  const assign = useMutation({
    mutationFn: ({ mentorId, slotId }: Choice) =>
      callApi((call) =>
        adminAssignBooking({
          ...call,
          path: { booking_id: booking.id },
          body: { mentor_id: mentorId, slot_id: slotId },
        }),
      ),
    onSuccess: (confirmed, { mentorName }) =>
      changed.done(
        confirmed,
        `Confirmed with ${mentorName}`,
        "Both sides get a mail with the link and an invitation for their calendars.",
      ),
    onError: (error, { mentorName }) => {
      // A choice that was refused cannot be made again; one that did not get through can.
      if (isRefusal(error)) {
        setChoice(undefined);
      }
      changed.refused(error, mentorName);
    },
  });

  const linksFree = query.data?.pages[0]?.links_free ?? {};
  const unlinked = booking.preferred_slots.filter(({ id }) => linksFree[id] === false);
  const slot = booking.preferred_slots.find(({ id }) => id === choice?.slotId);
  const type = typeName(booking.interview_type);
  return (
    <Card title="Assign a mentor">
      {unlinked.length > 0 ? (
        <div className="mb-4">
          <Alert
            tone="warning"
            title="No meeting link is free"
            action={
              <ButtonLink to="/admin/meeting-links" variant="outline" size="small">
                Add a link
              </ButtonLink>
            }
          >
            {unlinked.map(({ id, start_at, end_at }) => (
              <p key={id}>{formatSpan(start_at, end_at, zone)}</p>
            ))}
          </Alert>
        </div>
      ) : null}
      <PagedList
        query={query}
        subject="the mentors"
        skeleton={<ListSkeleton rows={5} height="h-16" />}
        empty={
          <Notice
            icon={UserRoundX}
            title={`No active mentor gives ${type}`}
            action={<ButtonLink to="/admin/mentors">See the mentors</ButtonLink>}
          >
            <p>Add the interview type to a mentor, or activate one who has it.</p>
          </Notice>
        }
      >
        {(candidates) => {
          const free = candidates.filter(({ fits }) => fits);
          const rows = onlyFree ? free : [...candidates].sort((a, b) => rank(a) - rank(b));
          return (
            <>
              <div className="mb-3 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
                <p className="text-ink-muted">
                  {countOf(candidates.length, "active mentor")} for {type},{" "}
                  {free.length === 0 ? "none" : free.length} free at a time that suits the mentee.
                </p>
                <label className="inline-flex min-h-11 cursor-pointer items-center gap-2">
                  <input
                    type="checkbox"
                    className="size-4.5 accent-[var(--brand)]"
                    checked={onlyFree}
                    onChange={(event) => setOnlyFree(event.target.checked)}
                  />
                  Only who is free
                </label>
              </div>
              <CandidateTable
                candidates={rows}
                slots={booking.preferred_slots}
                companyName={booking.company.name}
                linksFree={linksFree}
                choice={choice}
                onChoose={setChoice}
              />
            </>
          );
        }}
      </PagedList>
      {query.data ? (
        <div
          data-bottom-bar
          className="-mx-5 -mb-5 sm:-mx-6 sm:-mb-6 sticky bottom-0 mt-5 flex flex-wrap items-center justify-between gap-3 rounded-b-card border-line border-t bg-surface px-5 py-4 sm:px-6"
        >
          <p role="status" className="min-w-0">
            {choice && slot ? (
              <>
                <span className="font-semibold">{choice.mentorName}</span>
                <span className="block text-ink-muted text-sm">
                  {formatSpan(slot.start_at, slot.end_at, zone)}
                </span>
              </>
            ) : (
              <span className="text-ink-muted">Choose a mentor and a time above.</span>
            )}
          </p>
          <Button
            disabled={!choice}
            busy={assign.isPending}
            onClick={() => choice && assign.mutate(choice)}
          >
            {assign.isPending ? "Confirming…" : "Confirm and tell both"}
          </Button>
        </div>
      ) : null}
    </Card>
  );
}
