import { useQuery } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { companiesQuery } from "@/shared/api/catalogue";
import type { Company } from "@/shared/api/generated/types.gen";
import { countOf } from "@/shared/lib/format";
import { Button } from "@/shared/ui/button";
import { Notice } from "@/shared/ui/notice";
import { QuerySection } from "@/shared/ui/query-section";
import { byCategory, categoryLabel } from "./categories";
import { CompanyCard } from "./company-card";
import { CompanyCardsSkeleton } from "./company-cards-skeleton";
import { CompanyFilter } from "./company-filter";
import { type Filter, narrow } from "./narrow";
import { NoCompanies } from "./no-companies";

const EVERYTHING: Filter = { search: "", seniority: undefined };

function Results({ companies, onReset }: { companies: Company[]; onReset: () => void }) {
  if (companies.length === 0) {
    return (
      <Notice
        icon={SearchX}
        title="No company matches"
        action={<Button onClick={onReset}>Show all companies</Button>}
      >
        <p>Try another name, or a level such as “SDE” or “L4”.</p>
      </Notice>
    );
  }
  return [...byCategory(companies)].map(([category, members]) => (
    <section key={category} aria-labelledby={`category-${category}`} className="mb-12">
      <h2 id={`category-${category}`} className="mb-5 font-bold font-display text-2xl">
        {categoryLabel(category)}
      </h2>
      <ul className="grid gap-5 sm:grid-cols-2 lg:grid-cols-3">
        {members.map((company) => (
          <li key={company.slug}>
            <CompanyCard company={company} />
          </li>
        ))}
      </ul>
    </section>
  ));
}

/** All companies with their tracks, narrowed down as one types. */
export function CompanyBrowser() {
  const query = useQuery(companiesQuery);
  const [filter, setFilter] = useState(EVERYTHING);
  // Typing stays fluent however long the list grows.
  const applied = useDeferredValue(filter);
  return (
    <>
      <CompanyFilter filter={filter} onChange={setFilter} />
      <QuerySection
        query={query}
        subject="the companies"
        skeleton={<CompanyCardsSkeleton />}
        isEmpty={(companies) => companies.length === 0}
        empty={<NoCompanies />}
      >
        {(companies) => {
          const matches = narrow(companies, applied);
          return (
            <>
              <p role="status" className="sr-only">
                {countOf(matches.length, "company", "companies")} shown
              </p>
              <Results companies={matches} onReset={() => setFilter(EVERYTHING)} />
            </>
          );
        }}
      </QuerySection>
    </>
  );
}
