import { ChevronRight } from "lucide-react";
import { Link } from "react-router";
import type { Company } from "@/shared/api/generated/types.gen";
import { Monogram } from "./monogram";

export function CompanyCard({ company }: { company: Company }) {
  const titleId = `company-${company.slug}`;
  return (
    <article
      aria-labelledby={titleId}
      className="relative h-full rounded-card border border-line bg-surface p-6 shadow-card hover:border-brand"
    >
      <div className="flex items-center gap-4">
        <Monogram name={company.name} />
        <h3 id={titleId} className="font-display font-semibold text-xl">
          <Link
            to={`/companies/${company.slug}`}
            className="after:absolute after:inset-0 after:rounded-card"
          >
            {company.name}
          </Link>
        </h3>
        <ChevronRight aria-hidden className="ml-auto size-5 shrink-0 text-brand" />
      </div>
      {company.tracks.length > 0 ? (
        <ul
          aria-label={`Tracks at ${company.name}`}
          className="mt-4 divide-y divide-line border-line border-t"
        >
          {company.tracks.map((track) => (
            <li key={track.code} className="py-2.5">
              {track.title}
            </li>
          ))}
        </ul>
      ) : (
        <p className="mt-4 text-ink-muted">Tracks will follow.</p>
      )}
    </article>
  );
}
