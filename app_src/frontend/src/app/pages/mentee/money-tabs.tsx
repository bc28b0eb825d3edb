import { TabNav } from "@/shared/ui/tabs";

const TABS = [
  { to: "/mentee/orders", label: "Orders" },
  { to: "/mentee/plans", label: "Plans" },
  { to: "/mentee/credits", label: "Mocks left" },
  { to: "/mentee/invoices", label: "Invoices" },
] as const;

/** What belongs to plans and orders, side by side. */
export function MoneyTabs() {
  return <TabNav label="Plans and orders" tabs={TABS} />;
}
