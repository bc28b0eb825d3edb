import { useQuery, useQueryClient } from "@tanstack/react-query";
import { CalendarSync } from "lucide-react";
import { useState } from "react";
import { callApi } from "@/shared/api/client";
import { explain } from "@/shared/api/errors";
import { closeCalendarFeed, openCalendarFeed } from "@/shared/api/generated/sdk.gen";
import type { CalendarFeed as Feed } from "@/shared/api/generated/types.gen";
import { useMutation } from "@/shared/api/use-mutation";
import { Alert } from "@/shared/ui/alert";
import { Badge } from "@/shared/ui/badge";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { ConfirmButton } from "@/shared/ui/confirm-button";
import { Moment } from "@/shared/ui/moment";
import { QuerySection } from "@/shared/ui/query-section";
import { Skeleton } from "@/shared/ui/skeleton";
import { toast } from "@/shared/ui/toast";
import { CalendarAddress } from "./calendar-address";
import { calendarFeedQuery } from "./queries";

function useFeed() {
  const queryClient = useQueryClient();
  // Given out once, so it is kept for as long as this page is open.
  const [made, setMade] = useState<Feed>();
  const settle = () => queryClient.invalidateQueries({ queryKey: calendarFeedQuery.queryKey });
  const open = async () => {
    setMade(await callApi((call) => openCalendarFeed(call)));
    await settle();
  };
  const close = async () => {
    await callApi((call) => closeCalendarFeed(call));
    setMade(undefined);
    await settle();
    toast.success("The calendar address is closed");
  };
  return { made, open, close };
}

function Opening({ open }: { open: () => Promise<void> }) {
  const { mutate, isPending, error } = useMutation({ mutationFn: open });
  return (
    <div className="grid justify-items-start gap-4">
      <p className="text-ink-muted">
        An address of your own, with every confirmed mock in it. Your calendar program reads it by
        itself: moved and cancelled mocks change there too.
      </p>
      {error ? <Alert tone="danger">{explain(error)}</Alert> : null}
      <Button busy={isPending} onClick={() => mutate()}>
        <CalendarSync aria-hidden className="size-5" />
        Make a calendar address
      </Button>
    </div>
  );
}

/** The secret address under which a calendar program finds one's mocks. */
export function CalendarFeed() {
  const query = useQuery(calendarFeedQuery);
  const { made, open, close } = useFeed();
  return (
    <Card
      title="Your mocks in your calendar"
      aside={query.data?.active ? <Badge tone="success">Address in use</Badge> : null}
    >
      <QuerySection
        query={query}
        subject="the calendar address"
        skeleton={<Skeleton className="h-28 w-full" />}
      >
        {({ active, created_at }) =>
          !active ? (
            <Opening open={open} />
          ) : (
            <div className="grid gap-5">
              {made ? (
                <CalendarAddress url={made.url} />
              ) : (
                <p className="text-ink-muted">
                  You have an address
                  {created_at ? (
                    <>
                      , made <Moment at={created_at} />
                    </>
                  ) : null}
                  . It was shown when it was made, and only then. If you do not have it any more,
                  make a new one.
                </p>
              )}
              <div className="flex flex-wrap gap-3">
                <ConfirmButton
                  label="Make a new address"
                  title="Make a new address?"
                  confirm="Make a new one"
                  keep="Keep the old one"
                  dangerous={false}
                  onConfirm={open}
                >
                  <p>
                    The old address stops working at once: calendars that read it have to be given
                    the new one.
                  </p>
                </ConfirmButton>
                <ConfirmButton
                  label="Close the address"
                  title="Close the calendar address?"
                  confirm="Close it"
                  variant="quiet"
                  onConfirm={close}
                >
                  <p>
                    Calendars that read it get nothing any more. You can make a new address at any
                    time.
                  </p>
                </ConfirmButton>
              </div>
            </div>
          )
        }
      </QuerySection>
    </Card>
  );
}
