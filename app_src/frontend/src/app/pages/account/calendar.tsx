import { CalendarOff } from "lucide-react";
import { AccountHead } from "@/features/account/account-head";
import { CalendarFeed } from "@/features/account/calendar-feed";
import { CalendarHelp } from "@/features/account/calendar-help";
import { useUser } from "@/shared/session/use-session";
import { Notice } from "@/shared/ui/notice";
import { PageMeta } from "@/shared/ui/page-meta";

export function Component() {
  const { role } = useUser();
  return (
    <>
      <PageMeta title="Calendar" description="Your mock interviews in your own calendar." />
      <AccountHead title="Calendar" />
      {role === "admin" ? (
        <Notice icon={CalendarOff} title="Nothing to subscribe to">
          <p>Administrators have no mocks of their own. Mentees and mentors find theirs here.</p>
        </Notice>
      ) : (
        <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <CalendarFeed />
          <CalendarHelp />
        </div>
      )}
    </>
  );
}
