import { useQuery } from "@tanstack/react-query";
import { ArrowRight, Building2, SearchX } from "lucide-react";
import { useDeferredValue, useId, useState } from "react";
import { Link } from "react-router";
import { companiesQuery } from "@/shared/api/catalogue";
import type { Company, CompanyCategory } from "@/shared/api/generated/types.gen";
import { countOf } from "@/shared/lib/format";
import { Button, ButtonLink } from "@/shared/ui/button";
import { FILTER_CONTROL, FILTER_LABEL } from "@/shared/ui/filter-select";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Notice } from "@/shared/ui/notice";
import { QuerySection } from "@/shared/ui/query-section";
import { bookLink } from "./book-link";

const CATEGORIES: Readonly<Record<CompanyCategory, string>> = {
  product: "Product companies",
  unicorn: "Indian unicorns",
};

function CompanyCard({ company }: { company: Company }) {
  const id = useId();
  return (
    <article
      aria-labelledby={id}
      className="flex h-full flex-col rounded-card border border-line bg-surface p-5 shadow-card"
    >
      <div className="flex items-center gap-3">
        <span
          aria-hidden
          className="grid size-11 shrink-0 place-items-center rounded-control bg-accent-soft font-bold font-display text-lg text-on-accent-soft"
        >
          {company.name.charAt(0)}
        </span>
        <h3 id={id} className="min-w-0 grow font-display font-semibold text-xl">
          {company.name}
        </h3>
      </div>
      <ul aria-label={`Tracks at ${company.name}`} className="mt-3 mb-4 grow divide-y divide-line">
        {company.tracks.map((track) => (
          <li key={track.code}>
            <Link
              to={bookLink({ company: company.slug, track: track.code })}
              className="group flex min-h-11 items-center justify-between gap-3 py-1.5 hover:text-brand"
            >
              <span>
                <span className="sr-only">Book a mock for </span>
                {track.title}
              </span>
              <ArrowRight
                aria-hidden
                className="size-4 shrink-0 text-ink-muted group-hover:text-brand"
              />
            </Link>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <ButtonLink to={bookLink({ company: company.slug })} size="small">
          Book a mock<span className="sr-only"> for {company.name}</span>
        </ButtonLink>
        <ButtonLink
          to={`/mentee/explore/mentors?company=${company.slug}`}
          variant="quiet"
          size="small"
        >
          Mentors<span className="sr-only"> for {company.name}</span>
        </ButtonLink>
      </div>
    </article>
  );
}

function matches(company: Company, words: readonly string[]): boolean {
  const text =
    `${company.name} ${company.tracks.map(({ title }) => title).join(" ")}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/** Companies with their tracks; each leads into the wizard. */
export function Companies() {
  const query = useQuery(companiesQuery);
  const inputId = useId();
  const [search, setSearch] = useState("");
  const words = useDeferredValue(search).toLowerCase().split(/\s+/).filter(Boolean);
  return (
    <QuerySection
      query={query}
      subject="the companies"
      skeleton={<ListSkeleton height="h-64" />}
      isEmpty={(companies) => companies.length === 0}
      empty={
        <Notice icon={Building2} title="No companies yet">
          <p>The list is being put together. Please look in again soon.</p>
        </Notice>
      }
    >
      {(companies) => {
        const found = companies.filter((company) => matches(company, words));
        return (
          <>
            <search className="mb-7 block max-w-md">
              <label htmlFor={inputId} className={FILTER_LABEL}>
                Find a company or level
              </label>
              <input
                id={inputId}
                type="search"
                value={search}
                onChange={(event) => setSearch(event.target.value)}
                placeholder="Flipkart, SDE II, L5"
                autoComplete="off"
                className={FILTER_CONTROL}
              />
            </search>
            <p role="status" className="sr-only">
              {countOf(found.length, "company", "companies")} shown
            </p>
            {found.length === 0 ? (
              <Notice
                icon={SearchX}
                title="No company matches"
                action={<Button onClick={() => setSearch("")}>Show all companies</Button>}
              >
                <p>Try another name, or a level such as “SDE” or “L4”.</p>
              </Notice>
            ) : null}
            {[...Map.groupBy(found, ({ category }) => category)].map(([category, members]) => (
              <section key={category} aria-labelledby={`category-${category}`} className="mb-10">
                <h2
                  id={`category-${category}`}
                  className="mb-4 font-display font-semibold text-2xl"
                >
                  {CATEGORIES[category] ?? category}
                </h2>
                <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
                  {members.map((company) => (
                    <li key={company.slug}>
                      <CompanyCard company={company} />
                    </li>
                  ))}
                </ul>
              </section>
            ))}
          </>
        );
      }}
    </QuerySection>
  );
}
