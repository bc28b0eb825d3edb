import type { AdminUser } from "@/shared/api/generated/types.gen";
import { Card } from "@/shared/ui/card";
import { ConfirmButton } from "@/shared/ui/confirm-button";
import { toast } from "@/shared/ui/toast";
import { useUserChange } from "./use-user-change";

/** Keeping somebody out, and letting them in again. */
export function StatusCard({ user, own }: { user: AdminUser; own: boolean }) {
  const change = useUserChange();
  const suspended = user.status === "suspended";
  if (own) {
    return (
      <Card title="Access">
        <p className="text-ink-muted">Another administrator suspends or restores your account.</p>
      </Card>
    );
  }
  const what = suspended ? "Restore the account" : "Suspend the account";
  return (
    <Card title="Access">
      <p className="mb-4 text-ink-muted">
        {suspended
          ? "The account is kept out. Nothing of it was deleted."
          : "Suspending keeps somebody out without deleting anything."}
      </p>
      <ConfirmButton
        key={user.status}
        label={what}
        title={`${what} of ${user.name}?`}
        confirm={suspended ? "Restore" : "Suspend"}
        keep="Leave it as it is"
        dangerous={!suspended}
        onConfirm={async () => {
          await change(user, { status: suspended ? "active" : "suspended" });
          toast.success(suspended ? `${user.name} can sign in again` : `${user.name} is kept out`);
        }}
      >
        {suspended ? (
          <>
            <p>They can sign in again at once, with their old password.</p>
            {user.role === "mentor" ? (
              <p className="mt-2">Their mentor profile stays retired until you activate it.</p>
            ) : null}
          </>
        ) : (
          <>
            <p>They are signed out everywhere at once and cannot sign in again.</p>
            <p className="mt-2">
              Bookings and credits stay as they are
              {user.role === "mentor"
                ? "; as a mentor they are retired, and mocks they were assigned stay theirs until you move them."
                : "."}
            </p>
          </>
        )}
      </ConfirmButton>
    </Card>
  );
}
