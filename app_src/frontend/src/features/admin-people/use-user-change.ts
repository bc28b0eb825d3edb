import { useQueryClient } from "@tanstack/react-query";
import { useSaved } from "@/shared/admin/use-saved";
import { callApi } from "@/shared/api/client";
import { hasCode } from "@/shared/api/errors";
import { adminChangeUser } from "@/shared/api/generated/sdk.gen";
import type { AdminUser, UserChange } from "@/shared/api/generated/types.gen";

/** Changes an account as it was shown; when somebody was faster it is loaded again, so that pressing again builds on that. */
export function useUserChange() {
  const client = useQueryClient();
  const saved = useSaved("users");
  return async (user: AdminUser, change: Omit<UserChange, "version">): Promise<AdminUser> => {
    try {
      const changed = saved(
        await callApi((call) =>
          adminChangeUser({
            ...call,
            path: { user_id: user.id },
            body: { ...change, version: user.version },
          }),
        ),
      );
      // A role or a status makes, shows or retires a mentor.
      void client.invalidateQueries({ queryKey: ["admin", "mentors"] });
      return changed;
    } catch (error) {
      if (hasCode(error, "edit_conflict")) {
        await client.invalidateQueries({ queryKey: ["admin", "users", "one", user.id] });
      }
      throw error;
    }
  };
}
