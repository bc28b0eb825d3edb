import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { RowLink } from "@/shared/admin/names";
import { StateBadge } from "@/shared/admin/state-badge";
import { ROLES } from "@/shared/admin/states";
import type { AdminUser } from "@/shared/api/generated/types.gen";
import { Card } from "@/shared/ui/card";
import { ConfirmButton } from "@/shared/ui/confirm-button";
import { useFilter } from "@/shared/ui/filter-bar";
import { FilterSearch } from "@/shared/ui/filter-search";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { PagedList } from "@/shared/ui/paged-list";
import { usersQuery } from "./queries";
import { useUserChange } from "./use-user-change";

function Promote({ user }: { user: AdminUser }) {
  const change = useUserChange();
  const navigate = useNavigate();
  if (user.role === "mentor") {
    return <RowLink to={`/admin/mentors/${user.id}`}>Open the profile</RowLink>;
  }
  if (user.role === "admin" || user.status !== "active") {
    return (
      <span className="text-ink-muted text-sm">Only active mentees can become mentors here</span>
    );
  }
  return (
    <ConfirmButton
      size="small"
      label={
        <>
          Make a mentor <span className="sr-only">of {user.name}</span>
        </>
      }
      title={`Make ${user.name} a mentor?`}
      confirm="Make a mentor"
      keep="Leave it as it is"
      dangerous={false}
      onConfirm={async () => {
        await change(user, { role: "mentor" });
        await navigate(`/admin/mentors/${user.id}`);
      }}
    >
      <p>
        {user.name} changes sides: they no longer book mocks with this account. Their mentor profile
        is empty and not active; you fill it in next.
      </p>
    </ConfirmButton>
  );
}

function Found({ email }: { email: string }) {
  const query = useInfiniteQuery(usersQuery({ email, role: undefined, status: undefined }));
  return (
    <div className="mt-4">
      <PagedList
        query={query}
        subject="the accounts"
        skeleton={<ListSkeleton rows={2} height="h-14" />}
        empty={
          <p role="status" className="text-ink-muted">
            No address begins with “{email}”. Fill in the form below to make an account.
          </p>
        }
      >
        {(users) => (
          <ul className="divide-y divide-line">
            {users.map((user) => (
              <li
                key={user.id}
                className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3"
              >
                <span className="min-w-0">
                  <span className="font-medium">{user.name || "Deleted account"}</span>{" "}
                  <StateBadge states={ROLES} state={user.role} />
                  <span className="block break-all text-ink-muted text-sm">{user.email}</span>
                </span>
                <Promote user={user} />
              </li>
            ))}
          </ul>
        )}
      </PagedList>
    </div>
  );
}

/** Somebody who has an account becomes a mentor by a change of role. */
export function MentorFromUser() {
  const [email, setEmail] = useFilter("email");
  return (
    <Card title="Do they have an account already?">
      <FilterSearch
        label="E-mail address begins with"
        placeholder="asha@"
        value={email}
        onChange={setEmail}
      />
      {email ? <Found email={email} /> : null}
    </Card>
  );
}
