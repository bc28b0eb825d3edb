import {
  CalendarCheck,
  Compass,
  CreditCard,
  MessagesSquare,
  NotebookPen,
  UserPlus,
} from "lucide-react";

const STEPS = [
  {
    icon: UserPlus,
    title: "Open a free account",
    text: "Name, e-mail address, password. You are in at once; a mail asks you to confirm the address so that meeting links reach you.",
    detail: "No card, no trial that runs out.",
  },
  {
    icon: Compass,
    title: "Explore",
    text: "Look through companies, role tracks and mentors, and read what each kind of interview scores. Free times show in your own time zone.",
    detail: "Stay on this step as long as you like.",
  },
  {
    icon: CalendarCheck,
    title: "Book: company, type, times",
    text: "Choose the company and level, the type of interview, and up to three times that suit you. Only times long enough for that type are offered, and your choice is kept for you while you decide.",
    detail: "Held for 15 minutes, then 30 more to pay.",
  },
  {
    icon: CreditCard,
    title: "Pay once, for the plan",
    text: "The last step of the booking. A plan is a number of mocks and the months to use them in; later bookings need no payment until they are used up.",
    detail: "The price on the plan is the whole amount.",
  },
  {
    icon: MessagesSquare,
    title: "Meet your mentor",
    text: "We pick a mentor who knows your company and is free at one of your times. Both of you get the meeting link and a calendar entry by mail, and a reminder a day and an hour before.",
    detail: "Moving or cancelling is free until 24 hours before.",
  },
  {
    icon: NotebookPen,
    title: "Read, rate, repeat",
    text: "Your mentor scores each skill and writes down what went well and what to work on first. After a few mocks you see on a chart what has improved.",
    detail: "You rate the mentor too.",
  },
] as const;

/** The journey told in full, for those who read before they register. */
export function Walkthrough() {
  return (
    <ol className="grid gap-x-8 gap-y-10 md:grid-cols-2 lg:grid-cols-3">
      {STEPS.map(({ icon: Icon, title, text, detail }, index) => (
        <li key={title} className="flex flex-col">
          <div className="flex items-center gap-4">
            <span
              aria-hidden="true"
              className="grid size-12 shrink-0 place-items-center rounded-full border border-line bg-surface text-brand shadow-card"
            >
              <Icon className="size-5.5" strokeWidth={1.75} />
            </span>
            <span aria-hidden="true" className="font-mono text-ink-muted">
              {index + 1}
            </span>
          </div>
          <h3 className="mt-4 font-display font-semibold text-xl">{title}</h3>
          <p className="mt-1.5 text-ink-muted">{text}</p>
          <p className="mt-3 border-accent border-l-4 pl-3 text-sm">{detail}</p>
        </li>
      ))}
    </ol>
  );
}
