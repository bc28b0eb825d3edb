import { UserList } from "@/features/admin-people/user-list";
import { ButtonLink } from "@/shared/ui/button";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";

export function Component() {
  return (
    <>
      <PageMeta title="Users" description="Every account." />
      <PageTitle
        title="Users"
        action={<ButtonLink to="/admin/users/new">Add an account</ButtonLink>}
      >
        <p>Everybody who has an account, the newest first.</p>
      </PageTitle>
      <UserList />
    </>
  );
}
