import { useInfiniteQuery } from "@tanstack/react-query";
import { UserRoundSearch } from "lucide-react";
import { RowLink } from "@/shared/admin/names";
import { StateBadge } from "@/shared/admin/state-badge";
import { knownState, optionsOf, ROLES, USER_STATES } from "@/shared/admin/states";
import type { AdminUser } from "@/shared/api/generated/types.gen";
import { formatDate } from "@/shared/lib/time";
import { Badge } from "@/shared/ui/badge";
import { ButtonLink } from "@/shared/ui/button";
import { useFilter } from "@/shared/ui/filter-bar";
import { FilterSearch, Filters } from "@/shared/ui/filter-search";
import { FilterSelect } from "@/shared/ui/filter-select";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Notice } from "@/shared/ui/notice";
import { PagedList } from "@/shared/ui/paged-list";
import { type Column, Table } from "@/shared/ui/table";
import { usersQuery } from "./queries";

const COLUMNS: readonly Column<AdminUser>[] = [
  {
    header: "Person",
    cell: ({ id, name, email, status }) => (
      <>
        <RowLink to={`/admin/users/${id}`}>{name || "Without a name"}</RowLink>
        <span className="wrap-anywhere block text-ink-muted text-sm">
          {status === "deleted" ? "Nothing but the law's part is left" : email}
        </span>
      </>
    ),
  },
  { header: "Role", cell: ({ role }) => <StateBadge states={ROLES} state={role} /> },
  {
    header: "Plan",
    cell: ({ role, status, tier, paid_until: until }) => {
      if (role !== "mentee" || status === "deleted") {
        return null;
      }
      return tier === "paid" && until ? (
        <span className="whitespace-nowrap">until {formatDate(until)}</span>
      ) : (
        <span className="text-ink-muted">Free</span>
      );
    },
  },
  { header: "Status", cell: ({ status }) => <StateBadge states={USER_STATES} state={status} /> },
  {
    header: "Registered",
    cell: ({ created_at, status, email_verified: verified }) => (
      <>
        <span className="whitespace-nowrap">{formatDate(created_at)}</span>
        {verified || status === "deleted" ? null : (
          <span className="block">
            <Badge tone="warning">Address not verified</Badge>
          </span>
        )}
      </>
    ),
  },
];

export function UserList() {
  const [email, setEmail] = useFilter("email");
  const [role, setRole] = useFilter("role");
  const [status, setStatus] = useFilter("status");
  const query = useInfiniteQuery(
    usersQuery({
      email,
      role: knownState(ROLES, role),
      status: knownState(USER_STATES, status),
    }),
  );
  return (
    <>
      <Filters>
        <FilterSearch
          label="E-mail address begins with"
          placeholder="asha@"
          value={email}
          onChange={setEmail}
        />
        <FilterSelect
          label="Role"
          value={role}
          onChange={setRole}
          options={[{ value: "", label: "Every role" }, ...optionsOf(ROLES)]}
        />
        <FilterSelect
          label="Status"
          value={status}
          onChange={setStatus}
          options={[{ value: "", label: "Every status" }, ...optionsOf(USER_STATES)]}
        />
      </Filters>
      <PagedList
        query={query}
        subject="the accounts"
        skeleton={<ListSkeleton rows={8} height="h-14" />}
        empty={
          <Notice
            icon={UserRoundSearch}
            title="Nobody fits"
            action={<ButtonLink to="/admin/users">Show everybody</ButtonLink>}
          >
            <p>The search looks at the beginning of the address. Try fewer letters.</p>
          </Notice>
        }
      >
        {(users) => (
          <Table caption="Accounts" columns={COLUMNS} rows={users} keyOf={({ id }) => id} />
        )}
      </PagedList>
    </>
  );
}
