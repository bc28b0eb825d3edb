import { ArrowLeft } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import type { Company } from "@/shared/api/generated/types.gen";
import { countOf } from "@/shared/lib/format";
import { categoryBadge } from "./categories";
import { levelRange } from "./level-range";
import { Monogram } from "./monogram";

function Summary({ company }: { company: Company }) {
  const tracks = company.tracks.length;
  return (
    <p>
      {categoryBadge(company.category)}
      {tracks > 0
        ? ` · ${countOf(tracks, "role track")}${tracks > 1 ? `, ${levelRange(company.tracks)}` : ""}`
        : null}
    </p>
  );
}

/** The opening of a company's page; its words stand before the company is known, so that nothing jumps. */
export function CompanyBand({
  company,
  actions,
}: {
  company: Company | undefined;
  actions: ReactNode;
}) {
  return (
    <div className="bg-band text-on-band">
      <div className="paper-grid">
        <div className="page-width pt-6 pb-14 sm:pb-20">
          <Link
            to="/companies"
            className="inline-flex min-h-11 items-center gap-1.5 text-on-band-muted hover:text-on-band hover:underline"
          >
            <ArrowLeft aria-hidden className="size-4" />
            All companies
          </Link>
          <div className="mt-6 flex min-h-13 items-center gap-4 sm:mt-10">
            <Monogram name={company?.name ?? " "} />
            <div className="min-h-7 text-on-band-muted">
              {company ? <Summary company={company} /> : null}
            </div>
          </div>
          {/* Room for two lines where most names need them. */}
          <h1 className="mt-4 font-bold font-display text-hero max-sm:min-h-[2lh]">
            Prepare for {company?.name ?? "the interview"}
          </h1>
          <p className="mt-5 max-w-2xl text-lg text-on-band-muted">
            A mock interview at your level, with somebody who knows what is asked there, and written
            feedback afterwards.
          </p>
          <div className="mt-8 flex flex-wrap gap-3">{actions}</div>
        </div>
      </div>
    </div>
  );
}
