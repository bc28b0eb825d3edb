import {
  BadgeIndianRupee,
  Banknote,
  BookOpenCheck,
  Bug,
  Building2,
  CalendarCheck,
  CalendarClock,
  CalendarPlus,
  ChartLine,
  ClipboardList,
  FileText,
  Gauge,
  IdCard,
  LayoutDashboard,
  Link2,
  ListChecks,
  type LucideIcon,
  Mail,
  ReceiptIndianRupee,
  ScrollText,
  TrendingUp,
  Undo2,
  UserRoundCheck,
  Users,
} from "lucide-react";
import type { Role } from "@/shared/api/generated/types.gen";

interface Entry {
  to: string;
  label: string;
  icon: LucideIcon;
  /** Current on exactly this address, not below it. */
  end?: boolean;
  /** Where other pages of the same part begin. */
  also?: readonly string[];
}

export interface NavigationGroup {
  title?: string;
  entries: readonly Entry[];
}

export const APP_NAVIGATION: Record<Role, readonly NavigationGroup[]> = {
  mentee: [
    {
      entries: [
        { to: "/mentee", label: "Start", icon: LayoutDashboard, end: true },
        { to: "/mentee/book", label: "Book a mock", icon: CalendarPlus },
        { to: "/mentee/bookings", label: "Bookings", icon: CalendarCheck },
        { to: "/mentee/mocks", label: "Mocks and feedback", icon: BookOpenCheck },
        { to: "/mentee/progress", label: "Progress", icon: TrendingUp },
        { to: "/mentee/explore", label: "Explore", icon: Building2 },
        {
          to: "/mentee/orders",
          label: "Plans and orders",
          icon: ReceiptIndianRupee,
          also: ["/mentee/plans", "/mentee/credits", "/mentee/invoices"],
        },
      ],
    },
  ],
  mentor: [
    {
      entries: [
        { to: "/mentor", label: "Start", icon: LayoutDashboard, end: true },
        { to: "/mentor/mocks", label: "Mocks", icon: BookOpenCheck },
        { to: "/mentor/availability", label: "Availability", icon: CalendarClock },
        { to: "/mentor/profile", label: "Public profile", icon: IdCard },
      ],
    },
  ],
  admin: [
    {
      entries: [
        { to: "/admin", label: "Start", icon: LayoutDashboard, end: true },
        { to: "/admin/bookings", label: "Bookings", icon: ClipboardList },
      ],
    },
    {
      title: "Catalogue",
      entries: [
        { to: "/admin/companies", label: "Companies", icon: Building2 },
        { to: "/admin/interview-types", label: "Interview types", icon: ListChecks },
        { to: "/admin/slots", label: "Slots", icon: CalendarClock },
        { to: "/admin/meeting-links", label: "Meeting links", icon: Link2 },
        { to: "/admin/plans", label: "Plans", icon: BadgeIndianRupee },
      ],
    },
    {
      title: "People",
      entries: [
        { to: "/admin/mentors", label: "Mentors", icon: UserRoundCheck },
        { to: "/admin/users", label: "Users", icon: Users },
      ],
    },
    {
      title: "Money",
      entries: [
        { to: "/admin/orders", label: "Orders", icon: Banknote },
        { to: "/admin/refunds", label: "Refunds", icon: Undo2 },
        { to: "/admin/invoices", label: "Invoices", icon: FileText },
      ],
    },
    {
      title: "Running it",
      entries: [
        { to: "/admin/insights", label: "Business figures", icon: ChartLine },
        { to: "/admin/operations", label: "Operations", icon: Gauge },
        { to: "/admin/errors", label: "Errors", icon: Bug },
        { to: "/admin/mails", label: "Mails", icon: Mail },
        { to: "/admin/audit", label: "Audit log", icon: ScrollText },
      ],
    },
  ],
};
