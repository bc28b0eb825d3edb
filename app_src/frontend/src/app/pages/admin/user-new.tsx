import { UserCreator } from "@/features/admin-people/user-creator";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";

export function Component() {
  return (
    <>
      <PageMeta title="Add an account" description="A new account of any role." />
      <PageTitle title="Add an account" back={{ to: "/admin/users", label: "Users" }}>
        <p>Its owner gets a mail with a link to set a password.</p>
      </PageTitle>
      <UserCreator />
    </>
  );
}
