import { BadgeCheck } from "lucide-react";
import type { ReactNode } from "react";
import { formatDay } from "@/shared/lib/time";
import { useUser } from "@/shared/session/use-session";
import { Badge } from "@/shared/ui/badge";
import { Card } from "@/shared/ui/card";
import { Facts } from "@/shared/ui/facts";

const ROLES = { mentee: "Mentee", mentor: "Mentor", admin: "Administrator" } as const;

/** `resend`: what has the confirmation mailed again. */
export function EmailCard({ resend }: { resend: ReactNode }) {
  const user = useUser();
  return (
    <Card
      title="E-mail address"
      aside={
        user.email_verified ? (
          <Badge tone="success">
            <BadgeCheck aria-hidden className="size-4" />
            Confirmed
          </Badge>
        ) : (
          <Badge tone="warning">Not confirmed</Badge>
        )
      }
    >
      <p className="break-all font-medium">{user.email}</p>
      {user.email_verified ? (
        <p className="mt-2 text-ink-muted">
          You log in with it, and meeting links and feedback go there. Ask support when it has to
          change.
        </p>
      ) : (
        <div className="mt-2 grid justify-items-start gap-4">
          <p className="text-ink-muted">
            We sent a link to this address; open it to confirm that it is yours. It works for three
            days.
          </p>
          {resend}
        </div>
      )}
      <Facts
        className="mt-5 border-line border-t pt-5"
        facts={[
          ["Account", ROLES[user.role]],
          ["Since", formatDay(user.created_at, user.time_zone)],
        ]}
      />
    </Card>
  );
}
