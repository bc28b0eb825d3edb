import { queryOptions } from "@tanstack/react-query";
import { callApi } from "@/shared/api/client";
import { adminGetMentor, adminListMentors, adminListUsers } from "@/shared/api/generated/sdk.gen";
import type { Role, UserStatus } from "@/shared/api/generated/types.gen";
import { pagedQuery } from "@/shared/api/pages";

export interface UserFilter {
  /** What the address begins with. */
  email: string;
  role: Role | undefined;
  status: UserStatus | undefined;
}

export const usersQuery = ({ email, role, status }: UserFilter) =>
  pagedQuery(["admin", "users", "list", email, role ?? "", status ?? ""], (call) =>
    adminListUsers({
      ...call,
      query: {
        ...call.query,
        ...(email ? { email } : {}),
        ...(role ? { role } : {}),
        ...(status ? { status } : {}),
      },
    }),
  );

export interface MentorFilter {
  active: boolean | undefined;
  company: string;
  type: string;
}

export const mentorsQuery = ({ active, company, type }: MentorFilter) =>
  pagedQuery(["admin", "mentors", "list", String(active), company, type], (call) =>
    adminListMentors({
      ...call,
      query: {
        ...call.query,
        ...(active === undefined ? {} : { active }),
        ...(company ? { company } : {}),
        ...(type ? { interview_type: type } : {}),
      },
    }),
  );

export const mentorQuery = (mentorId: string) =>
  queryOptions({
    queryKey: ["admin", "mentors", "one", mentorId],
    queryFn: ({ signal }) =>
      callApi((call) => adminGetMentor({ ...call, path: { mentor_id: mentorId } }), signal),
  });
