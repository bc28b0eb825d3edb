import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { companiesQuery } from "@/shared/api/catalogue";
import { QuerySection } from "@/shared/ui/query-section";
import { Skeleton } from "@/shared/ui/skeleton";
import { byCategory, categoryLabel } from "./categories";
import { levelRange } from "./level-range";
import { Monogram } from "./monogram";
import { NoCompanies } from "./no-companies";

const TILES = "grid grid-cols-2 gap-3";
const TILE =
  "relative flex min-w-0 items-center gap-3 rounded-control border border-line bg-surface p-3 hover:border-brand";

function GroupSkeleton({ tiles }: { tiles: number }) {
  return (
    <div>
      <Skeleton className="mb-5 h-7 w-44" />
      <div className={TILES}>
        {Array.from({ length: tiles }, (_, index) => `tile-${index}`).map((tile) => (
          <div key={tile} className={TILE}>
            <Skeleton className="size-11 max-[26rem]:hidden" />
            <Skeleton className="my-3 h-5 w-20" />
          </div>
        ))}
      </div>
    </div>
  );
}

/** Every company as a small tile under its category: the overview on the landing page. */
export function CompanyGroups() {
  const query = useQuery(companiesQuery);
  return (
    <QuerySection
      query={query}
      subject="the companies"
      skeleton={
        <div className="grid gap-10 lg:grid-cols-2 lg:gap-12">
          <GroupSkeleton tiles={6} />
          <GroupSkeleton tiles={4} />
        </div>
      }
      isEmpty={(companies) => companies.length === 0}
      empty={<NoCompanies />}
    >
      {(companies) => (
        <div className="grid gap-10 lg:grid-cols-2 lg:gap-12">
          {[...byCategory(companies)].map(([category, members]) => (
            <div key={category}>
              <h3 className="mb-5 font-display font-semibold text-lg">{categoryLabel(category)}</h3>
              <ul className={TILES}>
                {members.map((company) => (
                  <li key={company.slug} className={TILE}>
                    <span className="max-[26rem]:hidden">
                      <Monogram name={company.name} />
                    </span>
                    <div className="min-w-0">
                      <p className="font-semibold">
                        <Link
                          to={`/companies/${company.slug}`}
                          className="after:absolute after:inset-0 after:rounded-control"
                        >
                          {company.name}
                        </Link>
                      </p>
                      <p className="text-ink-muted text-sm">{levelRange(company.tracks)}</p>
                    </div>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </div>
      )}
    </QuerySection>
  );
}
