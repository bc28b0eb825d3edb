import { ProgressView } from "@/features/progress/progress-view";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";

export function Component() {
  return (
    <>
      <PageMeta
        title="Progress"
        description="How your scores develop, and what to practise next."
      />
      <PageTitle title="Progress">
        <p>From the feedback of your mentors, for each type of interview.</p>
      </PageTitle>
      <ProgressView />
    </>
  );
}
