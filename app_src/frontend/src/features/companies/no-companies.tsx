import { Building2 } from "lucide-react";
import { Notice } from "@/shared/ui/notice";

export function NoCompanies() {
  return (
    <Notice icon={Building2} title="No companies yet">
      <p>The list is being put together. Please look in again soon.</p>
    </Notice>
  );
}
