import type { LucideIcon } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";

const TONES = {
  success: "bg-success-soft text-success",
  danger: "bg-danger-soft text-danger",
  neutral: "bg-brand-soft text-brand",
} as const;

interface OutcomeProps {
  icon: LucideIcon;
  tone: keyof typeof TONES;
  title: string;
  children: ReactNode;
  action?: ReactNode;
}

/** How it ended, in the place of what led there; read out as soon as it appears. */
export function Outcome({ icon: Icon, tone, title, children, action }: OutcomeProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div ref={box} tabIndex={-1} className="grid justify-items-start gap-5 focus:outline-none">
      <div className="flex gap-4">
        <Icon
          aria-hidden
          className={`size-11 shrink-0 rounded-full p-2.5 ${TONES[tone]}`}
          strokeWidth={1.75}
        />
        <div className="min-w-0">
          <h2 className="font-display font-semibold text-xl">{title}</h2>
          <div className="mt-1 text-ink-muted">{children}</div>
        </div>
      </div>
      {action}
    </div>
  );
}
