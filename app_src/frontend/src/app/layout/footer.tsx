import { Link } from "react-router";
import { config } from "@/shared/lib/config";
import { BrandMark } from "@/shared/ui/brand-mark";

interface FooterLink {
  to: string;
  label: string;
}

const GROUPS: readonly { title: string; links: readonly FooterLink[] }[] = [
  {
    title: "Practise",
    links: [
      { to: "/how-it-works", label: "How it works" },
      { to: "/companies", label: "Companies" },
      { to: "/mentors", label: "Mentors" },
      { to: "/pricing", label: "Pricing" },
    ],
  },
  {
    title: "Good to know",
    links: [
      { to: "/how-it-works#interview-types", label: "Interview types" },
      { to: "/how-it-works#changes", label: "Moving and cancelling" },
      { to: "/#questions", label: "Questions" },
    ],
  },
  {
    title: "Policies",
    links: [
      { to: "/terms", label: "Terms of use" },
      { to: "/privacy-policy", label: "Privacy policy" },
      { to: "/refund-policy", label: "Cancellation and refunds" },
    ],
  },
];

export function Footer() {
  return (
    <footer className="border-line border-t bg-canvas">
      <div className="page-width grid gap-x-8 gap-y-10 py-12 lg:grid-cols-[minmax(0,1fr)_auto]">
        <div className="max-w-sm">
          <p className="flex items-center gap-2.5 font-bold font-display text-lg">
            <BrandMark className="size-7" />
            Codementee
          </p>
          <p className="mt-3 text-ink-muted">
            Mock interviews for software engineers, by mentors from product companies.
          </p>
        </div>
        <nav
          aria-label="Footer"
          className="grid grid-cols-2 gap-x-8 gap-y-8 sm:flex sm:flex-wrap sm:gap-x-16"
        >
          {GROUPS.map(({ title, links }) => (
            <div key={title}>
              <p className="mb-1 font-semibold">{title}</p>
              <ul>
                {links.map(({ to, label }) => (
                  <li key={to}>
                    <Link
                      to={to}
                      className="inline-flex min-h-11 items-center text-ink-muted hover:text-brand hover:underline sm:min-h-9 pointer-coarse:min-h-11"
                    >
                      {label}
                    </Link>
                  </li>
                ))}
              </ul>
            </div>
          ))}
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
