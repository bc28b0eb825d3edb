import { ArrowRight, Circle } from "lucide-react";
import { Link } from "react-router";
import { Card } from "@/shared/ui/card";
import { Countdown } from "@/shared/ui/countdown";
import type { ShownStep } from "./steps";

/** What comes after the next step. */
export function LaterSteps({ steps, onOver }: { steps: readonly ShownStep[]; onOver: () => void }) {
  if (steps.length === 0) {
    return null;
  }
  return (
    <Card title="After that">
      <ul className="divide-y divide-line">
        {steps.map(({ key, title, text, to, until }) => (
          <li key={key} className="relative flex items-start gap-3 py-3 first:pt-0 last:pb-0">
            <Circle aria-hidden className="mt-1 size-4 shrink-0 text-line-strong" />
            <div className="min-w-0 grow">
              {to ? (
                <Link to={to} className="font-medium after:absolute after:inset-0 hover:text-brand">
                  {title}
                </Link>
              ) : (
                <p className="font-medium">{title}</p>
              )}
              <p className="text-ink-muted text-sm">
                {text}
                {until ? (
                  <>
                    {" "}
                    Time left: <Countdown until={until} onOver={onOver} />
                  </>
                ) : null}
              </p>
            </div>
            {to ? <ArrowRight aria-hidden className="mt-1 size-4 shrink-0 text-ink-muted" /> : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}
