import { useEffect } from "react";
import { useNavigate } from "react-router";
import { useSession } from "@/shared/session/use-session";

/** Pages for people who are not signed in yet: whoever is, or becomes so here, goes on. True while on the way. */
export function useLeaveWhenSignedIn(to: string): boolean {
  const signedIn = useSession().status === "signed-in";
  const navigate = useNavigate();
  useEffect(() => {
    if (signedIn) {
      void navigate(to, { replace: true });
    }
  }, [signedIn, to, navigate]);
  return signedIn;
}
