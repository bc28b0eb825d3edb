import { queryOptions } from "@tanstack/react-query";
import { callApi } from "@/shared/api/client";
import {
  adminGetError,
  adminListAudit,
  adminListErrors,
  adminListMails,
  adminListUsers,
} from "@/shared/api/generated/sdk.gen";
import type { Defect, State } from "@/shared/api/generated/types.gen";
import { PAGE_LIMIT, pagedQuery } from "@/shared/api/pages";

export const MAILS = ["admin", "mails"] as const;
export type Source = Defect["source"];

export const errorsQuery = (source: Source | undefined) =>
  pagedQuery(["admin", "errors", "list", source ?? ""], (call) =>
    adminListErrors({ ...call, query: { ...call.query, ...(source ? { source } : {}) } }),
  );

export const errorQuery = (errorId: string) =>
  queryOptions({
    queryKey: ["admin", "errors", "one", errorId],
    queryFn: ({ signal }) =>
      callApi((call) => adminGetError({ ...call, path: { error_id: errorId } }), signal),
  });

/** Those seen last, as far as one page goes. */
export const latestErrorsQuery = queryOptions({
  queryKey: ["admin", "errors", "latest"],
  queryFn: ({ signal }) =>
    callApi((call) => adminListErrors({ ...call, query: { limit: PAGE_LIMIT } }), signal),
  refetchInterval: 60_000,
});

export const mailsQuery = (state: State | undefined) =>
  pagedQuery([...MAILS, "list", state ?? ""], (call) =>
    adminListMails({ ...call, query: { ...call.query, ...(state ? { state } : {}) } }),
  );

export const failedMailsQuery = queryOptions({
  queryKey: [...MAILS, "failed"],
  queryFn: ({ signal }) =>
    callApi(
      (call) => adminListMails({ ...call, query: { state: "failed", limit: PAGE_LIMIT } }),
      signal,
    ),
  refetchInterval: 60_000,
});

/** The API takes one of them at a time, a subject and its id being one. */
export interface AuditFilter {
  actor?: string;
  action?: string;
  subject?: string;
  subject_id?: string;
}

export const auditQuery = (filter: AuditFilter) =>
  pagedQuery(["admin", "audit", filter], (call) =>
    adminListAudit({ ...call, query: { ...call.query, ...filter } }),
  );

export const administratorsQuery = queryOptions({
  queryKey: ["admin", "users", "administrators"],
  queryFn: ({ signal }) =>
    callApi(
      (call) => adminListUsers({ ...call, query: { role: "admin", limit: PAGE_LIMIT } }),
      signal,
    ),
  staleTime: 5 * 60_000,
});

/** The last few entries, for the start page. */
export const latelyQuery = queryOptions({
  queryKey: ["admin", "audit", "lately"],
  queryFn: ({ signal }) =>
    callApi((call) => adminListAudit({ ...call, query: { limit: 5 } }), signal),
  refetchInterval: 60_000,
});
