import { useParams } from "react-router";
import { TypeEditor } from "@/features/admin-catalogue/type-editor";
import { PageMeta } from "@/shared/ui/page-meta";

export function Component() {
  const { typeId = "" } = useParams();
  return (
    <>
      <PageMeta title="Interview type" description="One interview type and its rubric." />
      <TypeEditor key={typeId} typeId={typeId} />
    </>
  );
}
