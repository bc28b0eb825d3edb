import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { UserSearch } from "lucide-react";
import { useId } from "react";
import { companiesQuery } from "@/shared/api/catalogue";
import type { Mentor } from "@/shared/api/generated/types.gen";
import { interviewTypesQuery, readableCode, useTypeName } from "@/shared/api/interview-types";
import { Badge } from "@/shared/ui/badge";
import { ButtonLink } from "@/shared/ui/button";
import { useFilter } from "@/shared/ui/filter-bar";
import { Filters } from "@/shared/ui/filter-search";
import { FilterSelect } from "@/shared/ui/filter-select";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Notice } from "@/shared/ui/notice";
import { PagedList } from "@/shared/ui/paged-list";
import { bookLink } from "./book-link";
import { mentorsQuery } from "./queries";

interface MentorCardProps {
  mentor: Mentor;
  companyName: (slug: string) => string;
  /** What is filtered by goes along into the wizard. */
  company: string;
  type: string;
}

function initials(name: string): string {
  const parts = name.split(/\s+/);
  return [parts[0], parts.length > 1 ? parts.at(-1) : ""].map((part) => part?.charAt(0)).join("");
}

function MentorCard({ mentor, companyName, company, type }: MentorCardProps) {
  const id = useId();
  const typeName = useTypeName();
  const forCompany = company || mentor.companies[0];
  const onlyType = mentor.interview_types.length === 1 ? mentor.interview_types[0] : undefined;
  return (
    <article
      aria-labelledby={id}
      className="flex h-full flex-col rounded-card border border-line bg-surface p-5 shadow-card"
    >
      <div className="flex items-center gap-3.5">
        <span
          aria-hidden
          className="grid size-12 shrink-0 place-items-center rounded-full bg-brand-soft font-bold font-display text-brand"
        >
          {initials(mentor.name)}
        </span>
        <div className="min-w-0">
          <h2 id={id} className="font-display font-semibold text-lg">
            {mentor.name}
          </h2>
          <p className="text-ink-muted text-sm">{mentor.headline}</p>
        </div>
      </div>
      <p className="mt-3 grow whitespace-pre-line">{mentor.bio}</p>
      <ul aria-label="Companies" className="mt-3 flex flex-wrap gap-1.5">
        {mentor.companies.map((slug) => (
          <li key={slug}>
            <Badge tone="brand">{companyName(slug)}</Badge>
          </li>
        ))}
      </ul>
      <ul aria-label="Interviews" className="mt-1.5 mb-4 flex flex-wrap gap-1.5">
        {mentor.interview_types.map((code) => (
          <li key={code}>
            <Badge>{typeName(code)}</Badge>
          </li>
        ))}
      </ul>
      <ButtonLink
        to={bookLink({ company: forCompany, type: type || onlyType })}
        variant="outline"
        size="small"
        className="self-start"
      >
        {forCompany ? `Book a mock for ${companyName(forCompany)}` : "Book a mock"}
      </ButtonLink>
    </article>
  );
}

/** Who gives mocks, by company and type (?company=, ?type=). */
export function Mentors() {
  const [company, setCompany] = useFilter("company");
  const [type, setType] = useFilter("type");
  const companies = useQuery(companiesQuery);
  const types = useQuery(interviewTypesQuery);
  const query = useInfiniteQuery(mentorsQuery(company, type));
  const names = new Map(companies.data?.map(({ slug, name }) => [slug, name]));
  const companyName = (slug: string) => names.get(slug) ?? readableCode(slug);
  const any = { value: "", label: "Any" };
  const reset = <ButtonLink to="/mentee/explore/mentors">Show all mentors</ButtonLink>;
  return (
    <>
      <Filters>
        <FilterSelect
          label="Company"
          value={company}
          onChange={setCompany}
          options={[
            any,
            ...(companies.data ?? []).map(({ slug, name }) => ({ value: slug, label: name })),
          ]}
        />
        <FilterSelect
          label="Interview"
          value={type}
          onChange={setType}
          options={[
            any,
            ...(types.data ?? []).map(({ code, name }) => ({ value: code, label: name })),
          ]}
        />
      </Filters>
      <p className="-mt-2 mb-5 text-ink-muted text-sm">
        You choose the company, the type and your times; we find the mentor who fits them best.
      </p>
      <PagedList
        query={query}
        subject="the mentors"
        skeleton={<ListSkeleton height="h-52" />}
        empty={
          <Notice
            icon={UserSearch}
            title="No mentor matches"
            action={company || type ? reset : null}
          >
            <p>
              Mentors give mocks for companies they have not worked at, too: you can book all the
              same, and we look for the best fit.
            </p>
          </Notice>
        }
      >
        {(mentors) => (
          <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
            {mentors.map((mentor) => (
              <li key={mentor.id}>
                <MentorCard
                  mentor={mentor}
                  companyName={companyName}
                  company={company}
                  type={type}
                />
              </li>
            ))}
          </ul>
        )}
      </PagedList>
    </>
  );
}
