import { type UseQueryResult, useQueryClient } from "@tanstack/react-query";
import { CalendarPlus, Pencil } from "lucide-react";
import { callApi } from "@/shared/api/client";
import { hasCode } from "@/shared/api/errors";
import { deleteAvailabilityException } from "@/shared/api/generated/sdk.gen";
import type { AvailabilityException, MockView } from "@/shared/api/generated/types.gen";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { ConfirmButton } from "@/shared/ui/confirm-button";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { QuerySection } from "@/shared/ui/query-section";
import { toast } from "@/shared/ui/toast";
import { readHours, WEEKDAYS } from "./clock";
import { ExceptionDialog } from "./exception-dialog";
import { readDate } from "./preview";
import { EXCEPTIONS } from "./queries";
import { weekdayOf } from "./upcoming";

interface ExceptionsProps {
  query: UseQueryResult<AvailabilityException[]>;
  mocks: readonly MockView[];
  zone: string;
}

function Row({
  exception,
  mocks,
  zone,
}: { exception: AvailabilityException } & Omit<ExceptionsProps, "query">) {
  const queryClient = useQueryClient();
  const day = readDate(exception.date);
  async function remove() {
    try {
      await callApi((call) =>
        deleteAvailabilityException({ ...call, path: { date: exception.date } }),
      );
    } catch (error) {
      // Removed elsewhere meanwhile: that is what was wanted.
      if (!hasCode(error, "not_found")) {
        throw error;
      }
    }
    toast.success(`Weekly hours hold again on ${day}`);
    await queryClient.invalidateQueries({ queryKey: EXCEPTIONS });
  }
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2.5">
      <span className="w-38 shrink-0 font-medium">{day}</span>
      <span className="min-w-0 grow">
        {exception.windows.length === 0
          ? "Away all day"
          : exception.windows.map(readHours).join(", ")}
      </span>
      <span className="ml-auto flex shrink-0 gap-1">
        <ExceptionDialog
          exception={exception}
          mocks={mocks}
          zone={zone}
          trigger={
            <Button variant="quiet" size="small" className="min-w-11 px-2">
              <Pencil aria-hidden className="size-4" />
              <span className="sr-only">Change {day}</span>
            </Button>
          }
        />
        <ConfirmButton
          label="Remove"
          title={`Remove the exception on ${day}?`}
          confirm="Remove"
          variant="quiet"
          size="small"
          dangerous={false}
          onConfirm={remove}
        >
          <p>Your {WEEKDAYS[weekdayOf(exception.date)]} hours hold again on that day.</p>
        </ConfirmButton>
      </span>
    </li>
  );
}

/** Dates on which the weekly hours do not hold. */
export function Exceptions({ query, mocks, zone }: ExceptionsProps) {
  return (
    <Card
      title="Exceptions"
      aside={
        <ExceptionDialog
          exception={undefined}
          mocks={mocks}
          zone={zone}
          trigger={
            <Button variant="outline" size="small">
              <CalendarPlus aria-hidden className="size-4" />
              Add days
            </Button>
          }
        />
      }
    >
      <QuerySection
        query={query}
        subject="your exceptions"
        skeleton={<ListSkeleton rows={2} height="h-11" />}
        isEmpty={(exceptions) => exceptions.length === 0}
        empty={
          <p className="text-ink-muted">
            None. Add days off, holidays, or days on which you have other hours; they are saved at
            once.
          </p>
        }
      >
        {(exceptions) => (
          <ul className="divide-y divide-line">
            {exceptions.map((exception) => (
              <Row key={exception.date} exception={exception} mocks={mocks} zone={zone} />
            ))}
          </ul>
        )}
      </QuerySection>
    </Card>
  );
}
