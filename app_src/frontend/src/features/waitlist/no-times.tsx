import { CalendarX2 } from "lucide-react";
import { useTypeName } from "@/shared/api/interview-types";
import { Notice } from "@/shared/ui/notice";
import { JoinWaitlist } from "./join-waitlist";

/** In the place of the calendar when an interview type has no times. */
export function NoTimes({ interviewType }: { interviewType: string }) {
  const typeName = useTypeName();
  return (
    <Notice
      icon={CalendarX2}
      title={`No times for ${typeName(interviewType)} at the moment`}
      action={<JoinWaitlist interviewType={interviewType} />}
    >
      <p>We open times for the next four weeks as mentors have them. One mail, no more.</p>
    </Notice>
  );
}
