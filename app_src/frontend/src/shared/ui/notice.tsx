import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

interface NoticeProps {
  icon: LucideIcon;
  title: string;
  children: ReactNode;
  action?: ReactNode;
  tone?: "neutral" | "danger";
}

const TONES = {
  neutral: "border-line bg-surface [&_svg]:bg-brand-soft [&_svg]:text-brand",
  danger: "border-line bg-surface [&_svg]:bg-danger-soft [&_svg]:text-danger",
} as const;

/** A panel that takes the place of content: nothing here yet, or what went wrong and what to do next. */
export function Notice({ icon: Icon, title, children, action, tone = "neutral" }: NoticeProps) {
  return (
    <div
      className={`mx-auto flex max-w-xl flex-col items-center gap-3 rounded-card border p-8 text-center ${TONES[tone]}`}
    >
      <Icon aria-hidden className="size-12 rounded-full p-3" strokeWidth={1.75} />
      <p className="font-display font-semibold text-xl">{title}</p>
      <div className="text-ink-muted">{children}</div>
      {action ? <div className="mt-2">{action}</div> : null}
    </div>
  );
}
