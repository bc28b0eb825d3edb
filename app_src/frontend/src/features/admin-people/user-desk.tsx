import { useQuery } from "@tanstack/react-query";
import { DetailPage } from "@/shared/admin/detail-page";
import { userQuery } from "@/shared/admin/lookups";
import { RowLink } from "@/shared/admin/names";
import { StateBadge } from "@/shared/admin/state-badge";
import { ROLES, USER_STATES } from "@/shared/admin/states";
import type { AdminUser } from "@/shared/api/generated/types.gen";
import { useUser } from "@/shared/session/use-session";
import { Alert } from "@/shared/ui/alert";
import { Card } from "@/shared/ui/card";
import { CopyButton } from "@/shared/ui/copy-button";
import { Facts } from "@/shared/ui/facts";
import { Moment } from "@/shared/ui/moment";
import { CreditsCard } from "./credits-card";
import { RoleCard } from "./role-card";
import { StatusCard } from "./status-card";
import { UserForm } from "./user-form";

function Elsewhere({ user: { id, role, name } }: { user: AdminUser }) {
  const links = [
    ...(role === "mentee"
      ? [
          { to: `/admin/orders?user_id=${id}`, label: "Orders and payments" },
          { to: `/admin/bookings/of/${id}`, label: "Bookings" },
        ]
      : []),
    ...(role === "mentor"
      ? [
          { to: `/admin/mentors/${id}`, label: "Mentor profile and availability" },
          { to: `/admin/bookings/of/${id}`, label: "Bookings they were given" },
        ]
      : []),
    { to: `/admin/audit?actor=${id}`, label: `What ${name} did, in the audit log` },
    { to: `/admin/audit?subject=user&subject_id=${id}`, label: "What was done to this account" },
  ];
  return (
    <Card title="Elsewhere">
      <ul className="grid gap-1">
        {links.map(({ to, label }) => (
          <li key={to}>
            <RowLink to={to}>{label}</RowLink>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function AccountCard({ user }: { user: AdminUser }) {
  return (
    <Card title="Account">
      <Facts
        facts={[
          [
            "E-mail",
            <span key="email" className="inline-flex flex-wrap items-center gap-1">
              <span className="break-all">{user.email}</span>
              <CopyButton text={user.email} subject="the address" />
            </span>,
          ],
          ["Address verified", user.email_verified ? "Yes" : "Not yet"],
          [
            "Plan",
            user.paid_until ? (
              <>
                {user.tier === "paid" ? "Paid until " : "Free; a plan ended "}
                <Moment at={user.paid_until} />
              </>
            ) : user.role === "mentee" ? (
              "Free"
            ) : null,
          ],
          ["Registered", <Moment key="created" at={user.created_at} />],
          ["Last change", <Moment key="updated" at={user.updated_at} />],
          [
            "Id",
            <span key="id" className="inline-flex flex-wrap items-center gap-1">
              <code className="break-all font-mono text-sm">{user.id}</code>
              <CopyButton text={user.id} subject="the id" />
            </span>,
          ],
        ]}
      />
    </Card>
  );
}

function Desk({ user }: { user: AdminUser }) {
  const own = useUser().id === user.id;
  if (user.status === "deleted") {
    return (
      <div className="grid grid-cols-1 gap-6">
        <Alert tone="info" title="This account is deleted">
          <p>Only what the law requires is left of it; nothing of it can be changed.</p>
        </Alert>
        <Elsewhere user={user} />
      </div>
    );
  }
  return (
    <div className="grid grid-cols-1 items-start gap-6 xl:grid-cols-2">
      <div className="grid grid-cols-1 gap-6">
        <AccountCard user={user} />
        <UserForm user={user} />
      </div>
      <div className="grid grid-cols-1 gap-6">
        <Elsewhere user={user} />
        {user.role === "mentee" ? <CreditsCard user={user} /> : null}
        <RoleCard key={`role ${user.role}`} user={user} own={own} />
        <StatusCard user={user} own={own} />
      </div>
    </div>
  );
}

/** One account and what an administrator does with it. */
export function UserDesk({ userId }: { userId: string }) {
  const query = useQuery(userQuery(userId));
  return (
    <DetailPage
      query={query}
      kind="Account"
      title={({ name }) => name || "Deleted account"}
      back={{ to: "/admin/users", label: "Users" }}
      lead={({ role, status }) => (
        <span className="flex flex-wrap gap-2">
          <StateBadge states={ROLES} state={role} />
          <StateBadge states={USER_STATES} state={status} />
        </span>
      )}
    >
      {(user) => <Desk user={user} />}
    </DetailPage>
  );
}
