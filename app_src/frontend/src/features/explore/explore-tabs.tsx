import { TabNav } from "@/shared/ui/tabs";

const TABS = [
  { to: "/mentee/explore", label: "Companies", end: true },
  { to: "/mentee/explore/interviews", label: "Interviews" },
  { to: "/mentee/explore/mentors", label: "Mentors" },
];

export function ExploreTabs() {
  return <TabNav label="Explore" tabs={TABS} />;
}
