import { Start } from "@/features/mentee-start/start";
import { useUser } from "@/shared/session/use-session";
import { PageMeta } from "@/shared/ui/page-meta";
import { PageTitle } from "@/shared/ui/page-title";

export function Component() {
  const { name } = useUser();
  return (
    <>
      <PageMeta title="Start" description="What to do next, and where your bookings stand." />
      <PageTitle title={`Hello, ${name.split(" ")[0]}`} />
      <Start />
    </>
  );
}
