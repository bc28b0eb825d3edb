import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { callApi } from "@/shared/api/client";
import { verifyEmail } from "@/shared/api/generated/sdk.gen";
import { profileQuery } from "@/shared/session/profile";
import { updateUser } from "@/shared/session/store";
import { useSession } from "@/shared/session/use-session";

/** A link works once: asked for once, kept for good, and never interrupted half-way (no signal). */
export const verificationQuery = (token: string) =>
  queryOptions({
    queryKey: ["verify-email", token],
    queryFn: async () => {
      await callApi((call) => verifyEmail({ ...call, body: { token } }));
      return "confirmed" as const;
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

/** Once the link was tried, whoever is signed in here is looked up again: it may have been theirs. */
export function useProfileAfter(tried: boolean): void {
  const signedIn = useSession().status === "signed-in";
  const queryClient = useQueryClient();
  const { data } = useQuery({ ...profileQuery, enabled: tried && signedIn });
  useEffect(() => {
    if (tried && signedIn) {
      void queryClient.invalidateQueries({ queryKey: profileQuery.queryKey });
    }
  }, [tried, signedIn, queryClient]);
  useEffect(() => {
    if (data) {
      updateUser(data);
    }
  }, [data]);
}
