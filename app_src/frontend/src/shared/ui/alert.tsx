import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

const TONES = {
  info: { icon: Info, look: "bg-brand-soft [&>svg]:text-brand" },
  success: { icon: CircleCheck, look: "bg-success-soft [&>svg]:text-success" },
  warning: { icon: TriangleAlert, look: "bg-accent-soft text-on-accent-soft" },
  danger: { icon: CircleAlert, look: "bg-danger-soft [&>svg]:text-danger" },
} as const;

interface AlertProps {
  tone?: keyof typeof TONES;
  title?: string;
  children?: ReactNode;
  action?: ReactNode;
}

/** A message within the page. Dangers are announced at once, the rest politely. */
export function Alert({ tone = "info", title, children, action }: AlertProps) {
  const { icon: Icon, look } = TONES[tone];
  return (
    <div
      role={tone === "danger" ? "alert" : "status"}
      className={`flex flex-wrap items-start gap-x-3 gap-y-2 rounded-control px-4 py-3 sm:flex-nowrap ${look}`}
    >
      <Icon aria-hidden className="mt-0.5 size-5 shrink-0" />
      <div className="min-w-0 grow basis-60">
        {title ? <p className="font-semibold">{title}</p> : null}
        {children}
      </div>
      {action ? <div className="shrink-0 self-center">{action}</div> : null}
    </div>
  );
}
