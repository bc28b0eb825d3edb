import { NavLink } from "react-router";

interface TabLink {
  to: string;
  label: string;
  end?: boolean;
}

const TAB =
  "inline-flex min-h-11 items-center border-b-2 border-transparent px-2 sm:px-3 font-medium text-ink-muted hover:text-ink " +
  "aria-[current=page]:border-brand aria-[current=page]:text-brand";

/** Parts of a page with addresses of their own, so that one can be linked to and gone back from. */
export function TabNav({ label, tabs }: { label: string; tabs: readonly TabLink[] }) {
  return (
    <nav aria-label={label} className="mb-7 overflow-x-auto border-line border-b">
      <ul className="flex gap-1">
        {tabs.map(({ to, label, end }) => (
          <li key={to}>
            <NavLink to={to} end={end ?? false} className={TAB}>
              {label}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
