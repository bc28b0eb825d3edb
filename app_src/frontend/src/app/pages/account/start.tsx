import { Navigate } from "react-router";

/** The menu's address of the area; its first part is behind it. */
export function Component() {
  return <Navigate to="/account/profile" replace />;
}
