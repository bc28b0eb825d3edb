import { useParams } from "react-router";
import { UserDesk } from "@/features/admin-people/user-desk";
import { PageMeta } from "@/shared/ui/page-meta";

export function Component() {
  const { userId = "" } = useParams();
  return (
    <>
      <PageMeta title="Account" description="One account." />
      <UserDesk key={userId} userId={userId} />
    </>
  );
}
