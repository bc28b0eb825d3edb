import { ACTIONS } from "./catalogue-actions";
import { BOOKING } from "./catalogue-booking";
import { CONTENT } from "./catalogue-content";
import { FIGURES } from "./catalogue-figures";
import { FORMS } from "./catalogue-forms";
import { LISTS } from "./catalogue-lists";
import { MESSAGES, ToastHome } from "./catalogue-messages";
import { OVERLAYS } from "./catalogue-overlays";
import type { Group } from "./entry";
import { Specimen } from "./specimen";
import { Tokens } from "./tokens";

export const GROUPS: readonly Group[] = [
  { id: "actions", title: "Actions", entries: ACTIONS },
  { id: "messages", title: "States and messages", entries: MESSAGES },
  { id: "pages", title: "Pages and content", entries: CONTENT },
  { id: "lists", title: "Lists and ways around", entries: LISTS },
  { id: "forms", title: "Forms", entries: FORMS },
  { id: "overlays", title: "Above the page", entries: OVERLAYS },
  { id: "figures", title: "Figures", entries: FIGURES },
  { id: "booking", title: "Booking", entries: BOOKING },
];

const LINK = "inline-flex min-h-11 items-center font-medium text-brand hover:underline";

/** Every shared component with its variants, in both themes, and when to use it. */
export function Design() {
  return (
    <div className="page-width py-12">
      <nav aria-label="On this page" className="mb-10">
        <ul className="flex flex-wrap gap-x-6">
          <li>
            <a href="#tokens" className={LINK}>
              Tokens
            </a>
          </li>
          {GROUPS.map(({ id, title }) => (
            <li key={id}>
              <a href={`#${id}`} className={LINK}>
                {title}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <section id="tokens" aria-labelledby="tokens-title" className="mb-14">
        <h2 id="tokens-title" className="mb-5 font-bold font-display text-title">
          Tokens
        </h2>
        <Tokens />
      </section>
      {GROUPS.map(({ id, title, entries }) => (
        <section key={id} id={id} aria-labelledby={`${id}-title`} className="mb-14">
          <h2 id={`${id}-title`} className="mb-5 font-bold font-display text-title">
            {title}
          </h2>
          {entries.map((entry) => (
            <Specimen key={entry.names[0]} entry={entry} />
          ))}
        </section>
      ))}
      <ToastHome />
    </div>
  );
}
