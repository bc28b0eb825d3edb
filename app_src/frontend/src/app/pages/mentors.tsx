import { useQuery } from "@tanstack/react-query";
import { UserRoundSearch } from "lucide-react";
import { useCompanyName } from "@/features/companies/use-company-name";
import { ClosingCall } from "@/features/guide/closing-call";
import { MentorFilterBar } from "@/features/mentors/mentor-filter";
import { MentorGrid } from "@/features/mentors/mentor-grid";
import { companiesQuery } from "@/shared/api/catalogue";
import { interviewTypesQuery, useTypeName } from "@/shared/api/interview-types";
import { useHydrated } from "@/shared/lib/use-hydrated";
import { ButtonLink } from "@/shared/ui/button";
import { useFilter } from "@/shared/ui/filter-bar";
import { Notice } from "@/shared/ui/notice";
import { PageHeader } from "@/shared/ui/page-header";
import { PageMeta } from "@/shared/ui/page-meta";

const CODE = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** A filter from the address, once the page is more than its prerendered file; what cannot be a code is none. */
function useCodeFilter(name: string): [string, (value: string) => void] {
  const [value, change] = useFilter(name);
  const hydrated = useHydrated();
  return [hydrated && CODE.test(value) && value.length <= 40 ? value : "", change];
}

function Mentors() {
  const [company, setCompany] = useCodeFilter("company");
  const [type, setType] = useCodeFilter("type");
  const companies = useQuery(companiesQuery).data ?? [];
  const types = useQuery(interviewTypesQuery).data ?? [];
  const names = { company: useCompanyName(), type: useTypeName() };
  const filtered = company !== "" || type !== "";
  return (
    <>
      <MentorFilterBar
        companies={companies.map(({ slug, name }) => ({ value: slug, label: name }))}
        types={types.map(({ code, name }) => ({ value: code, label: name }))}
        company={company}
        type={type}
        onCompany={setCompany}
        onType={setType}
      />
      <MentorGrid
        filter={{ company, interviewType: type }}
        names={names}
        empty={
          filtered ? (
            <Notice
              icon={UserRoundSearch}
              title="No mentor fits both"
              action={
                <ButtonLink to="/mentors" replace preventScrollReset>
                  Show all mentors
                </ButtonLink>
              }
            >
              <p>Try without the company: mentors know comparable interviews elsewhere too.</p>
            </Notice>
          ) : (
            <Notice icon={UserRoundSearch} title="No mentors yet">
              <p>The first ones are being asked in. Please look in again soon.</p>
            </Notice>
          )
        }
      />
    </>
  );
}

export function Component() {
  return (
    <>
      <PageMeta
        title="Mentors"
        description="The mentors who give mock interviews on Codementee: where they have interviewed and which interview types they take."
        path="/mentors"
      />
      <PageHeader title="The people on the other side of the table">
        <p>Engineers who interview, or have interviewed, at the companies you are preparing for.</p>
      </PageHeader>
      <section aria-label="Mentors" className="page-width min-h-[40rem] py-12 sm:py-16">
        <h2 className="sr-only">All mentors</h2>
        <Mentors />
      </section>
      <ClosingCall />
    </>
  );
}
