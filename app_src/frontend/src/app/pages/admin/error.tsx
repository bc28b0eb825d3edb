import { useParams } from "react-router";
import { ErrorDesk } from "@/features/admin-upkeep/error-desk";
import { PageMeta } from "@/shared/ui/page-meta";

export function Component() {
  const { errorId = "" } = useParams();
  return (
    <>
      <PageMeta title="Error" description="One cause of errors, with its trace." />
      <ErrorDesk key={errorId} errorId={errorId} />
    </>
  );
}
