import { Design } from "@/features/design/design";
import { PageHeader } from "@/shared/ui/page-header";
import { PageMeta } from "@/shared/ui/page-meta";

/** The design system on one page; in the development build only. */
export function Component() {
  return (
    <>
      <PageMeta title="Components" description="The design system." />
      <PageHeader title="Components">
        <p>
          What pages are made of: every shared component with its variants in both themes, and when
          to use it.
        </p>
      </PageHeader>
      <Design />
    </>
  );
}
