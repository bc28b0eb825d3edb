import { useQuery } from "@tanstack/react-query";
import { Availability } from "@/features/availability/availability";
import { scheduledQuery } from "@/features/mentor-mocks/queries";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";

export function Component() {
  const { data } = useQuery(scheduledQuery);
  return (
    <>
      <PageMeta title="Availability" description="When you give mock interviews." />
      <PageTitle title="Availability">
        <p>
          When you can give mocks. A booking comes to you only at these times; mocks that are agreed
          stay as they are when you change them.
        </p>
      </PageTitle>
      <Availability mocks={data?.items ?? []} />
    </>
  );
}
