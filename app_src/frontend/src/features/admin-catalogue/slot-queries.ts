import { queryOptions } from "@tanstack/react-query";
import { callApi } from "@/shared/api/client";
import { adminListSlots } from "@/shared/api/generated/sdk.gen";
import { collectPages } from "@/shared/api/pages";

export interface SlotFilter {
  /** Instants: starts then or later, starts before. */
  from: string;
  to: string;
  type: string;
  active: boolean | undefined;
}

/** All slots of a span of days, past and retired ones too. */
export const slotsQuery = ({ from, to, type, active }: SlotFilter) =>
  queryOptions({
    queryKey: ["admin", "slots", "span", from, to, type, String(active)],
    queryFn: ({ signal }) =>
      collectPages((page) =>
        callApi(
          (call) =>
            adminListSlots({
              ...call,
              query: {
                ...page,
                from,
                to,
                ...(type ? { interview_type: type } : {}),
                ...(active === undefined ? {} : { active }),
              },
            }),
          signal,
        ),
      ),
  });
