import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { callApi } from "@/shared/api/client";
import { getMentorAvailability, putMentorAvailability } from "@/shared/api/generated/sdk.gen";
import type { MentorAvailability, MockView } from "@/shared/api/generated/types.gen";
import { EditorFrame } from "@/shared/forms/editor-frame";
import { useEditor } from "@/shared/forms/use-editor";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { QuerySection } from "@/shared/ui/query-section";
import { toast } from "@/shared/ui/toast";
import { Exceptions } from "./exceptions";
import { Preview } from "./preview";
import { availabilityQuery, exceptionsQuery, OWN_MENTOR } from "./queries";
import { LimitFields, WeekFields } from "./week-editor";
import { WEEK_SCHEMA, weekForm } from "./week-values";

const NAMES = {
  rules: "Weekly hours",
  time_zone: "Time zone",
  minimum_notice_hours: "Notice",
  maximum_per_day: "Most mocks a day",
};

/** "rules.3.start" of the API has no field of its own here: rules are typed by day. */
const fieldOf = (path: string) =>
  path === "time_zone" || path === "minimum_notice_hours" || path === "maximum_per_day"
    ? path
    : undefined;

interface WeekProps {
  availability: MentorAvailability;
  mocks: readonly MockView[];
}

function Week({ availability, mocks }: WeekProps) {
  const queryClient = useQueryClient();
  const exceptions = useQuery(exceptionsQuery);
  // The API takes the whole: what was not changed here is sent as it was seen last.
  const seen = useRef(availability);
  if (availability.version > seen.current.version) {
    seen.current = availability;
  }
  const editor = useEditor({
    entity: availability,
    schema: WEEK_SCHEMA,
    toForm: weekForm,
    save: async (changes) => {
      const saved = await callApi((call) =>
        putMentorAvailability({ ...call, body: { ...seen.current, ...changes } }),
      );
      seen.current = saved;
      queryClient.setQueryData(availabilityQuery.queryKey, saved);
      toast.success("Your hours are saved", "They hold for bookings assigned from now on.");
      await queryClient.invalidateQueries({ queryKey: OWN_MENTOR });
      return saved;
    },
    reload: async () => {
      seen.current = await callApi((call) => getMentorAvailability(call));
      return seen.current;
    },
    fieldOf,
  });
  return (
    <div className="grid gap-6">
      <EditorFrame editor={editor} label="Weekly hours" names={NAMES}>
        <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <div className="grid min-w-0 gap-6">
            <WeekFields />
            <LimitFields />
          </div>
          <Preview exceptions={exceptions.data ?? []} mocks={mocks} />
        </div>
      </EditorFrame>
      <Exceptions query={exceptions} mocks={mocks} zone={availability.time_zone} />
    </div>
  );
}

/** When mocks can be given to a mentor. `mocks`: what is agreed already, as far as it is known. */
export function Availability({ mocks }: { mocks: readonly MockView[] }) {
  const query = useQuery(availabilityQuery);
  return (
    <QuerySection
      query={query}
      subject="your hours"
      skeleton={<ListSkeleton rows={7} height="h-16" />}
    >
      {(availability) => <Week availability={availability} mocks={mocks} />}
    </QuerySection>
  );
}
