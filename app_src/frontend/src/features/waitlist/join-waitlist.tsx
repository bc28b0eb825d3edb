import { useInfiniteQuery } from "@tanstack/react-query";
import { BellRing } from "lucide-react";
import { explain } from "@/shared/api/errors";
import { useTypeName } from "@/shared/api/interview-types";
import { isOff } from "@/shared/lib/config";
import { Button } from "@/shared/ui/button";
import { useJoin, waitlistQuery } from "./queries";

/** One press, and a mail comes as soon as there are times. Says so when one waits already. */
export function JoinWaitlist({ interviewType }: { interviewType: string }) {
  const typeName = useTypeName();
  const { data } = useInfiniteQuery(waitlistQuery);
  const { mutate, isPending, isSuccess, error } = useJoin();
  const waits = data?.pages.some((page) =>
    page.items.some((entry) => entry.interview_type === interviewType && entry.state === "waiting"),
  );
  if (isOff("waitlist") && !waits) {
    return null;
  }
  return (
    <div>
      <p role="status">
        {isSuccess || waits
          ? `You are on the list: we write to you as soon as there are new times for ${typeName(interviewType)}.`
          : null}
      </p>
      {isSuccess || waits ? null : (
        <Button variant="outline" busy={isPending} onClick={() => mutate(interviewType)}>
          <BellRing aria-hidden className="size-4" />
          Tell me about new times
        </Button>
      )}
      {error ? (
        <p role="alert" className="mt-2 text-danger text-sm">
          {explain(error)}
        </p>
      ) : null}
    </div>
  );
}
