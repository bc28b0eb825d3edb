import { Plus } from "lucide-react";
import { Card } from "@/shared/ui/card";

const PROGRAMS = [
  {
    name: "Google Calendar",
    steps: [
      "Open calendar.google.com on a computer; the phone app cannot add addresses.",
      "On the left, beside “Other calendars”, press + and choose “From URL”.",
      "Paste the address and press “Add calendar”.",
    ],
    note: "Google looks for changes a few times a day. Our mails are faster.",
  },
  {
    name: "Apple Calendar",
    steps: [
      "On a Mac: File, “New Calendar Subscription…”, paste the address, Subscribe.",
      "On an iPhone or iPad: Calendars, “Add Calendar”, “Add Subscription Calendar”, paste, Subscribe.",
      "Choose iCloud as its place, and it appears on all your Apple devices.",
    ],
    note: "Set “Auto-refresh” to every hour.",
  },
  {
    name: "Outlook",
    steps: [
      "Open the calendar on outlook.com or in the new Outlook.",
      "Press “Add calendar”, then “Subscribe from web”.",
      "Paste the address, name it “Codementee”, press “Import”.",
    ],
    note: "Outlook may take some hours to notice changes. Our mails are faster.",
  },
] as const;

/** How the address gets into the three calendars nearly everybody has. */
export function CalendarHelp() {
  return (
    <Card title="How to subscribe">
      <div className="divide-y divide-line border-line border-y">
        {PROGRAMS.map(({ name, steps, note }) => (
          <details key={name} className="group">
            <summary className="flex min-h-12 cursor-pointer list-none items-center justify-between gap-4 font-semibold hover:text-brand">
              {name}
              <Plus
                aria-hidden
                className="size-5 shrink-0 text-brand transition-transform group-open:rotate-45"
              />
            </summary>
            <ol className="grid list-decimal gap-2 pb-3 pl-5 marker:text-brand">
              {steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
            <p className="pb-4 text-ink-muted text-sm">{note}</p>
          </details>
        ))}
      </div>
      <p className="mt-4 text-ink-muted text-sm">
        Every other program that can subscribe to an iCalendar address works as well.
      </p>
    </Card>
  );
}
