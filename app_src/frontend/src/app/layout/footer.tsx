import { Link } from "react-router";
import { config } from "@/shared/lib/config";
import { BrandMark } from "@/shared/ui/brand-mark";

const LINKS = [
  { to: "/#how-it-works", label: "How it works" },
  { to: "/#interview-types", label: "Interview types" },
  { to: "/companies", label: "Companies" },
  { to: "/pricing", label: "Pricing" },
  { to: "/#questions", label: "Questions" },
] as const;

export function Footer() {
  return (
    <footer className="border-line border-t bg-canvas">
      <div className="page-width flex flex-col gap-8 py-12 md:flex-row md:items-start md:justify-between">
        <div className="max-w-sm">
          <p className="flex items-center gap-2.5 font-bold font-display text-lg">
            <BrandMark className="size-7" />
            Codementee
          </p>
          <p className="mt-3 text-ink-muted">
            Mock interviews for software engineers, by mentors from product companies.
          </p>
        </div>
        <nav aria-label="Footer">
          <ul className="grid grid-cols-2 gap-x-10 gap-y-1 sm:flex sm:flex-wrap">
            {LINKS.map(({ to, label }) => (
              <li key={to}>
                <Link
                  to={to}
                  className="inline-flex min-h-11 items-center hover:text-brand hover:underline"
                >
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      </div>
      <div className="page-width flex flex-wrap justify-between gap-x-8 gap-y-2 border-line border-t py-6 text-ink-muted text-sm">
        <p>Prices in Indian rupees.</p>
        <p>
          Release <span className="break-all font-mono">{config.release}</span>
          {config.environment === "production" ? null : <> · {config.environment}</>}
        </p>
      </div>
    </footer>
  );
}
