import { ArrowRight, UserRoundSearch } from "lucide-react";
import { Link, useParams } from "react-router";
import { CompanyBand } from "@/features/companies/company-band";
import { levelRange } from "@/features/companies/level-range";
import { TrackList, TrackListSkeleton } from "@/features/companies/track-list";
import { useCompany } from "@/features/companies/use-company";
import { useCompanyName } from "@/features/companies/use-company-name";
import { ClosingCall } from "@/features/guide/closing-call";
import { Rubrics } from "@/features/guide/rubrics";
import { StartButtons } from "@/features/guide/start-buttons";
import { MentorGrid } from "@/features/mentors/mentor-grid";
import type { Company } from "@/shared/api/generated/types.gen";
import { useTypeName } from "@/shared/api/interview-types";
import { ButtonLink } from "@/shared/ui/button";
import { FailureNotice } from "@/shared/ui/failure-notice";
import { Notice } from "@/shared/ui/notice";
import { PageMeta } from "@/shared/ui/page-meta";
import { Section } from "@/shared/ui/section";
import { Component as NotFound } from "./not-found";

const MORE =
  "mt-8 inline-flex min-h-11 items-center gap-1.5 font-semibold text-brand hover:underline";

function Meta({ company }: { company: Company | undefined }) {
  return company ? (
    <PageMeta
      title={`${company.name} mock interviews`}
      description={`Practise for interviews at ${company.name}, ${levelRange(company.tracks)}: mock interviews with mentors who know what is asked, and written feedback after each.`}
      path={`/companies/${company.slug}`}
    />
  ) : (
    // Also what a preview shows that runs no script: the file is the same for every company.
    <PageMeta
      title="Mock interviews for your company"
      description="Role tracks, interview types and mentors for one company, and a mock interview at your level with written feedback."
      path={null}
    />
  );
}

function Mentors({ slug, name }: { slug: string; name: string }) {
  const names = { company: useCompanyName(), type: useTypeName() };
  return (
    <Section
      id="mentors"
      eyebrow="Mentors"
      title={`Who interviews for ${name}`}
      lead="We pick one who is free at one of your times. You choose the times, not the person."
    >
      <MentorGrid
        filter={{ company: slug, interviewType: "" }}
        names={names}
        skeletons={3}
        limit={6}
        empty={
          <Notice
            icon={UserRoundSearch}
            title={`No mentor names ${name} at the moment`}
            action={
              <ButtonLink to="/mentors" variant="outline">
                See all mentors
              </ButtonLink>
            }
          >
            <p>Others know comparable interviews, and you read who it is before the mock.</p>
          </Notice>
        }
      />
      <Link to="/mentors" className={MORE}>
        All mentors <ArrowRight aria-hidden className="size-4" />
      </Link>
    </Section>
  );
}

export function Component() {
  const { slug = "" } = useParams();
  const { query, missing } = useCompany(slug);
  const company = query.data;
  if (missing) {
    return <NotFound />;
  }
  return (
    <>
      <Meta company={company} />
      <CompanyBand
        company={company}
        actions={
          <>
            <StartButtons
              label="Start free"
              to={company ? `/mentee/book?company=${company.slug}` : "/mentee/book"}
              signedInLabel="Book a mock"
            />
            <ButtonLink to="/pricing" variant="onBand">
              See pricing
            </ButtonLink>
          </>
        }
      />
      {query.isError ? (
        <div className="page-width py-16">
          <FailureNotice
            subject="this company"
            error={query.error}
            onRetry={() => void query.refetch()}
            retrying={query.isFetching}
          />
        </div>
      ) : (
        <>
          <Section
            id="tracks"
            eyebrow="Role tracks"
            title="The level you want"
            lead="You name it when you book, and the mentor asks what is asked there."
          >
            {company ? (
              <TrackList name={company.name} tracks={company.tracks} />
            ) : (
              <TrackListSkeleton />
            )}
          </Section>
          <Section
            id="types"
            eyebrow="Interview types"
            title="The round you want to practise"
            sunken
          >
            <Rubrics />
            <Link to="/how-it-works#interview-types" className={MORE}>
              What is scored, in full <ArrowRight aria-hidden className="size-4" />
            </Link>
          </Section>
          {company ? <Mentors slug={company.slug} name={company.name} /> : null}
          <ClosingCall />
        </>
      )}
    </>
  );
}
