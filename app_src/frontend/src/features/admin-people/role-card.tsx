import { useState } from "react";
import { ROLES } from "@/shared/admin/states";
import type { AdminUser, Role } from "@/shared/api/generated/types.gen";
import { Card } from "@/shared/ui/card";
import { ConfirmButton } from "@/shared/ui/confirm-button";
import { FilterSelect } from "@/shared/ui/filter-select";
import { toast } from "@/shared/ui/toast";
import { useUserChange } from "./use-user-change";

const GAINS: Readonly<Record<Role, string>> = {
  mentee: "can book and buy, and loses what the former role may do.",
  mentor:
    "gets a mentor profile that is empty and not active yet. Fill it in and activate it, then mocks can be assigned.",
  admin: "sees and changes everything: people, prices, refunds.",
};

/** What a person may do; somebody else's only. */
export function RoleCard({ user, own }: { user: AdminUser; own: boolean }) {
  const change = useUserChange();
  const [role, setRole] = useState<Role>(user.role);
  const label = ROLES[role].label.toLowerCase();
  return (
    <Card title="Role">
      {own ? (
        <p className="text-ink-muted">
          Your own role is changed by another administrator, so that nobody locks themselves out.
        </p>
      ) : (
        <div className="flex flex-wrap items-end gap-3">
          <FilterSelect
            label="Role"
            value={role}
            onChange={(value) => setRole(value as Role)}
            options={(Object.keys(ROLES) as Role[]).map((value) => ({
              value,
              label: ROLES[value].label,
            }))}
          />
          <ConfirmButton
            label="Change the role"
            disabled={role === user.role}
            title={`Make ${user.name} ${role === "admin" ? "an" : "a"} ${label}?`}
            confirm="Change the role"
            keep="Leave it as it is"
            onConfirm={async () => {
              await change(user, { role });
              toast.success(`${user.name} is ${role === "admin" ? "an" : "a"} ${label} now`);
            }}
          >
            <p>
              {user.name} {GAINS[role]}
            </p>
            {user.role === "mentor" ? (
              <p className="mt-2">
                As a mentor they are retired. Mocks they were assigned stay theirs until you move
                them.
              </p>
            ) : null}
            <p className="mt-2">It takes effect at once, also where they are signed in.</p>
          </ConfirmButton>
        </div>
      )}
    </Card>
  );
}
