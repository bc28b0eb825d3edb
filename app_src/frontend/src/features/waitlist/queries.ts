import { useQueryClient } from "@tanstack/react-query";
import { callApi } from "@/shared/api/client";
import { joinWaitlist, leaveWaitlist, listWaitlist } from "@/shared/api/generated/sdk.gen";
import { pagedQuery } from "@/shared/api/pages";
import { useMutation } from "@/shared/api/use-mutation";

const KEY = ["mentee", "waitlist"] as const;

/** Newest first, also those that were told already. */
export const waitlistQuery = pagedQuery(KEY, (call) => listWaitlist(call), 50);

export function useJoin() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (interviewType: string) =>
      callApi((call) => joinWaitlist({ ...call, body: { interview_type: interviewType } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: KEY }),
  });
}

export function useLeave() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (entryId: string) =>
      callApi((call) => leaveWaitlist({ ...call, path: { entry_id: entryId } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: KEY }),
  });
}
