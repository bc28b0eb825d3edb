import { PageTitle } from "@/shared/ui/page-title";
import { TabNav } from "@/shared/ui/tabs";

const TABS = [
  { to: "/account/profile", label: "Profile" },
  { to: "/account/security", label: "Security" },
  { to: "/account/calendar", label: "Calendar" },
  { to: "/account/privacy", label: "Privacy" },
] as const;

/** The same head on each page of the area; `title` names the part for those who hear it instead of seeing the tab. */
export function AccountHead({ title }: { title: string }) {
  return (
    <>
      <PageTitle
        title={
          <>
            Your account<span className="sr-only">: {title}</span>
          </>
        }
      />
      <TabNav label="Parts of your account" tabs={TABS} />
    </>
  );
}
