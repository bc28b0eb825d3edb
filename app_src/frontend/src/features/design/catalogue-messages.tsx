import { CalendarClock } from "lucide-react";
import { ApiError } from "@/shared/api/errors";
import { Alert } from "@/shared/ui/alert";
import { Badge } from "@/shared/ui/badge";
import { Button } from "@/shared/ui/button";
import { FailureNotice } from "@/shared/ui/failure-notice";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Notice } from "@/shared/ui/notice";
import { PagedList } from "@/shared/ui/paged-list";
import { QuerySection } from "@/shared/ui/query-section";
import { Skeleton } from "@/shared/ui/skeleton";
import { Toaster, toast } from "@/shared/ui/toast";
import type { Entry } from "./entry";

const nothing = () => {};
// What a query says in its states; enough of it for the components that read it.
const waiting = { isPending: true, fetchStatus: "fetching" } as never;
const offline = { isPending: true, fetchStatus: "paused" } as never;
const firstPage = {
  data: { pages: [{ items: ["First", "Second"] }] },
  hasNextPage: true,
  fetchNextPage: async () => {},
} as never;

export const MESSAGES: readonly Entry[] = [
  {
    names: ["Alert"],
    when: "A message within the page, next to what it is about. A danger is announced at once; with an action where there is something to do.",
    sample: (
      <div className="grid gap-3">
        <Alert title="Worth knowing">Mocks that are agreed stay as they are.</Alert>
        <Alert tone="success">Your profile is shown to mentees.</Alert>
        <Alert
          tone="warning"
          title="Feedback is due in 7 hours"
          action={<Button size="small">Write it</Button>}
        />
        <Alert tone="danger">The payment did not go through. Nothing was charged.</Alert>
      </div>
    ),
  },
  {
    names: ["Badge"],
    when: "A state in a word or two. The word carries the meaning; never colour alone.",
    sample: (
      <div className="flex flex-wrap gap-2">
        <Badge>Draft</Badge>
        <Badge tone="brand">Scheduled</Badge>
        <Badge tone="success">Paid</Badge>
        <Badge tone="warning">Due in 7 hours</Badge>
        <Badge tone="danger">Overdue by 1 day</Badge>
      </div>
    ),
  },
  {
    names: ["Notice"],
    when: "In the place of content that is not there: what will be here, and what to do next.",
    sample: (
      <Notice icon={CalendarClock} title="No mock is planned" action={<Button>Book a mock</Button>}>
        <p>Choose a company and times that suit you.</p>
      </Notice>
    ),
  },
  {
    names: ["FailureNotice"],
    when: "In the place of content that could not be loaded. QuerySection shows it by itself; use it alone only outside of queries.",
    sample: (
      <div className="grid gap-4">
        <FailureNotice
          subject="your bookings"
          error={new ApiError("unavailable", { reference: "4bf92f3577b34da6" })}
          onRetry={nothing}
          retrying={false}
        />
        <FailureNotice
          subject="your bookings"
          error={new ApiError("unreachable")}
          onRetry={nothing}
          retrying
        />
      </div>
    ),
  },
  {
    names: ["QuerySection"],
    when: "Around everything that comes from the API: loading, slow, offline, failed with a retry, empty, and the content.",
    sample: (
      <div className="grid gap-4">
        <QuerySection
          query={waiting}
          subject="your bookings"
          skeleton={<ListSkeleton rows={2} height="h-12" />}
        >
          {() => null}
        </QuerySection>
        <QuerySection query={offline} subject="your bookings" skeleton={null}>
          {() => null}
        </QuerySection>
      </div>
    ),
  },
  {
    names: ["PagedList"],
    when: "Around a list that grows on request, made with pagedQuery. All of QuerySection, and the button for more.",
    sample: (
      <PagedList<string> query={firstPage} subject="your bookings" skeleton={null} empty={null}>
        {(items) => (
          <ul className="list-disc pl-5">
            {items.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        )}
      </PagedList>
    ),
  },
  {
    names: ["Skeleton", "ListSkeleton"],
    when: "In the place of what is loading, as high as it will be: nothing may jump.",
    sample: (
      <div className="grid gap-4">
        <Skeleton className="h-6 w-40" />
        <ListSkeleton rows={2} height="h-12" />
      </div>
    ),
  },
  {
    names: ["Toaster"],
    when: "Once in the frame of the signed-in pages. toast.success says that something happened whose result is not on screen; toast.failure stays until it is closed.",
    sample: (
      <div className="flex flex-wrap gap-3">
        <Button
          variant="outline"
          onClick={() => toast.success("Your hours are saved", "They hold from now on.")}
        >
          Succeed
        </Button>
        <Button
          variant="outline"
          onClick={() => toast.failure("Not sent", new ApiError("unreachable"))}
        >
          Fail
        </Button>
      </div>
    ),
  },
];

/** The design page stands in the frame of the public pages, which has none of its own. */
export const ToastHome = Toaster;
