import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { UserRoundX } from "lucide-react";
import { ActiveBadge, useActiveFilter } from "@/shared/admin/active";
import { allCompaniesQuery, allInterviewTypesQuery } from "@/shared/admin/lookups";
import { RowLink, useCompanyName, useTypeName } from "@/shared/admin/names";
import type { AdminMentor } from "@/shared/api/generated/types.gen";
import { countOf } from "@/shared/lib/format";
import { ButtonLink } from "@/shared/ui/button";
import { useFilter } from "@/shared/ui/filter-bar";
import { Filters } from "@/shared/ui/filter-search";
import { FilterSelect } from "@/shared/ui/filter-select";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Notice } from "@/shared/ui/notice";
import { PagedList } from "@/shared/ui/paged-list";
import { Table } from "@/shared/ui/table";
import { mentorsQuery } from "./queries";

export const MENTOR_STATES = { on: "Active", off: "Not active" };

const minutesOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

function hoursText(rules: AdminMentor["rules"]): string {
  const minutes = rules.reduce((sum, { start, end }) => sum + minutesOf(end) - minutesOf(start), 0);
  return minutes === 0 ? "None yet" : countOf(Math.round(minutes / 6) / 10, "hour");
}

export function MentorList() {
  const [active, activeFilter] = useActiveFilter(MENTOR_STATES);
  const [company, setCompany] = useFilter("company");
  const [type, setType] = useFilter("type");
  const query = useInfiniteQuery(mentorsQuery({ active, company, type }));
  const companies = useQuery(allCompaniesQuery).data ?? [];
  const types = useQuery(allInterviewTypesQuery).data ?? [];
  const companyName = useCompanyName();
  const typeName = useTypeName();
  return (
    <>
      <Filters>
        <FilterSelect
          label="Company"
          value={company}
          onChange={setCompany}
          options={[
            { value: "", label: "Every company" },
            ...companies.map(({ slug, name }) => ({ value: slug, label: name })),
          ]}
        />
        <FilterSelect
          label="Interview type"
          value={type}
          onChange={setType}
          options={[
            { value: "", label: "Every type" },
            ...types.map(({ code, name }) => ({ value: code, label: name })),
          ]}
        />
        <div className="-mb-5">{activeFilter}</div>
      </Filters>
      <PagedList
        query={query}
        subject="the mentors"
        skeleton={<ListSkeleton rows={6} height="h-16" />}
        empty={
          <Notice
            icon={UserRoundX}
            title="No mentor fits"
            action={<ButtonLink to="/admin/mentors/new">Add a mentor</ButtonLink>}
          >
            <p>Choose other filters, or add somebody who fits.</p>
          </Notice>
        }
      >
        {(mentors) => (
          <Table
            caption="Mentors"
            rows={mentors}
            keyOf={({ id }) => id}
            columns={[
              {
                header: "Mentor",
                cell: ({ id, name, headline }) => (
                  <>
                    <RowLink to={`/admin/mentors/${id}`}>{name}</RowLink>
                    <span className="block text-ink-muted text-sm">
                      {headline || "No headline yet"}
                    </span>
                  </>
                ),
              },
              {
                header: "Companies",
                cell: ({ companies: slugs }) => slugs.map(companyName).join(", ") || "None yet",
              },
              {
                header: "Interviews",
                cell: ({ interview_types: codes }) => codes.map(typeName).join(", ") || "None yet",
              },
              { header: "A week", cell: ({ rules }) => hoursText(rules) },
              {
                header: "State",
                cell: (mentor) => <ActiveBadge active={mentor.active} words={MENTOR_STATES} />,
              },
            ]}
          />
        )}
      </PagedList>
    </>
  );
}
