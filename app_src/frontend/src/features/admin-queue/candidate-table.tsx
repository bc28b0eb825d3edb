import { CircleSlash } from "lucide-react";
import type { ReactNode } from "react";
import { RowLink } from "@/shared/admin/names";
import type { BookedSlot, Candidate, SlotFit } from "@/shared/api/generated/types.gen";
import { formatDay, formatSpan, formatTime, zoneName } from "@/shared/lib/time";
import { useZone } from "@/shared/session/use-session";
import { Badge } from "@/shared/ui/badge";
import { Table } from "@/shared/ui/table";
import { problemText } from "./problems";

export interface Choice {
  mentorId: string;
  mentorName: string;
  slotId: string;
}

interface CandidateTableProps {
  candidates: readonly Candidate[];
  /** The preferred slots, the most wanted first. */
  slots: readonly BookedSlot[];
  companyName: string;
  linksFree: Readonly<Record<string, boolean>>;
  choice: Choice | undefined;
  onChoose: (choice: Choice) => void;
}

const ordinal = ["1st choice", "2nd choice", "3rd choice"];

function Refused({ children }: { children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.5 text-ink-muted text-sm">
      <CircleSlash aria-hidden className="size-4 shrink-0" />
      {children}
    </span>
  );
}

function Fit({
  candidate: { mentor, time_zone: mentorZone },
  fit,
  linkFree,
  chosen,
  onChoose,
}: {
  candidate: Candidate;
  fit: SlotFit;
  linkFree: boolean;
  chosen: boolean;
  onChoose: (choice: Choice) => void;
}) {
  const zone = useZone();
  if (!fit.fits) {
    return <Refused>{problemText(fit.problem)}</Refused>;
  }
  if (!linkFree) {
    return <Refused>No meeting link is free</Refused>;
  }
  const elsewhere = formatTime(fit.start_at, mentorZone) !== formatTime(fit.start_at, zone);
  return (
    <label className="inline-flex min-h-11 cursor-pointer items-center gap-2 rounded-control border border-line-strong bg-surface px-3 py-1.5 text-left hover:border-brand has-checked:border-brand has-checked:bg-brand-soft has-focus-visible:outline-3 has-focus-visible:outline-offset-2">
      <input
        type="radio"
        name="assignment"
        className="size-4.5 shrink-0 accent-[var(--brand)]"
        checked={chosen}
        onChange={() =>
          onChoose({ mentorId: mentor.id, mentorName: mentor.name, slotId: fit.slot_id })
        }
      />
      <span>
        <span className="sr-only">
          {mentor.name}, {formatSpan(fit.start_at, fit.end_at, zone)}:
        </span>{" "}
        <span className="font-medium">Free</span>
        {elsewhere ? (
          <span className="block text-ink-muted text-sm">
            {formatTime(fit.start_at, mentorZone)} {zoneName(mentorZone, fit.start_at)} for them
          </span>
        ) : null}
      </span>
    </label>
  );
}

/** Who could take the booking when: a row for each mentor, a column for each time, one choice among all. */
export function CandidateTable(props: CandidateTableProps) {
  const { candidates, slots, companyName, linksFree, choice, onChoose } = props;
  const zone = useZone();
  return (
    <fieldset>
      <legend className="sr-only">Mentor and time</legend>
      <Table
        caption="Mentors and the times that suit them"
        rows={candidates}
        keyOf={({ mentor }) => mentor.id}
        columns={[
          {
            header: "Mentor",
            cell: ({ mentor, company_match: match }) => (
              <>
                <RowLink to={`/admin/mentors/${mentor.id}`}>
                  <span className="md:whitespace-nowrap">{mentor.name}</span>
                </RowLink>
                {match ? (
                  <span className="block">
                    <Badge tone="success">Knows {companyName}</Badge>
                  </span>
                ) : null}
              </>
            ),
          },
          ...slots.map((slot, place) => ({
            header: `${ordinal[place] ?? "Also"}: ${formatDay(slot.start_at, zone)}, ${formatTime(slot.start_at, zone)} – ${formatTime(slot.end_at, zone)}`,
            cell: (candidate: Candidate) => {
              const fit = candidate.slots.find(({ slot_id: id }) => id === slot.id);
              return fit ? (
                <Fit
                  candidate={candidate}
                  fit={fit}
                  linkFree={linksFree[slot.id] ?? true}
                  chosen={choice?.mentorId === candidate.mentor.id && choice.slotId === slot.id}
                  onChoose={onChoose}
                />
              ) : null;
            },
          })),
        ]}
      />
    </fieldset>
  );
}
