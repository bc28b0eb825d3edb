import { queryOptions } from "@tanstack/react-query";
import { callApi } from "@/shared/api/client";
import {
  adminGetCompany,
  adminGetInterviewType,
  adminGetPricingPlan,
  adminGetSlot,
  adminListCompanies,
  adminListInterviewTypes,
  adminListMeetingLinks,
  adminListPricingPlans,
} from "@/shared/api/generated/sdk.gen";
import { pagedQuery } from "@/shared/api/pages";

type Active = boolean | undefined;
const only = (active: Active) => (active === undefined ? {} : { active });
const listKey = (area: string, active: Active) => ["admin", area, "list", String(active)];
const oneKey = (area: string, id: string) => ["admin", area, "one", id] as const;

export const companiesQuery = (active: Active) =>
  pagedQuery(listKey("companies", active), (call) =>
    adminListCompanies({ ...call, query: { ...call.query, ...only(active) } }),
  );

export const companyQuery = (id: string) =>
  queryOptions({
    queryKey: oneKey("companies", id),
    queryFn: ({ signal }) =>
      callApi((call) => adminGetCompany({ ...call, path: { company_id: id } }), signal),
  });

export const interviewTypesQuery = (active: Active) =>
  pagedQuery(listKey("interview-types", active), (call) =>
    adminListInterviewTypes({ ...call, query: { ...call.query, ...only(active) } }),
  );

export const interviewTypeQuery = (id: string) =>
  queryOptions({
    queryKey: oneKey("interview-types", id),
    queryFn: ({ signal }) =>
      callApi(
        (call) => adminGetInterviewType({ ...call, path: { interview_type_id: id } }),
        signal,
      ),
  });

export const plansQuery = (active: Active) =>
  pagedQuery(listKey("plans", active), (call) =>
    adminListPricingPlans({ ...call, query: { ...call.query, ...only(active) } }),
  );

export const planQuery = (id: string) =>
  queryOptions({
    queryKey: oneKey("plans", id),
    queryFn: ({ signal }) =>
      callApi((call) => adminGetPricingPlan({ ...call, path: { plan_id: id } }), signal),
  });

export const linksQuery = (active: Active) =>
  pagedQuery(listKey("meeting-links", active), (call) =>
    adminListMeetingLinks({ ...call, query: { ...call.query, ...only(active) } }),
  );

export const slotQuery = (id: string) =>
  queryOptions({
    queryKey: oneKey("slots", id),
    queryFn: ({ signal }) =>
      callApi((call) => adminGetSlot({ ...call, path: { slot_id: id } }), signal),
  });
