import { Navigate } from "react-router";
import { useUser } from "@/shared/session/use-session";

const HOMES = { mentee: "/mentee", mentor: "/mentor", admin: "/admin" } as const;

/** The address that mails and sign-in know; everybody's own start page is behind it. */
export function Component() {
  return <Navigate to={HOMES[useUser().role]} replace />;
}
