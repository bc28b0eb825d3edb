import { ArrowLeft } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";

interface PageTitleProps {
  title: ReactNode;
  children?: ReactNode;
  /** The page's main action. */
  action?: ReactNode;
  back?: { to: string; label: string };
}

/** The head of a signed-in page: where one is, where back is, what one mostly does here. */
export function PageTitle({ title, children, action, back }: PageTitleProps) {
  return (
    <div className="mb-7">
      {back ? (
        <Link
          to={back.to}
          className="-mt-2 mb-1 inline-flex min-h-11 items-center gap-1.5 font-medium text-brand hover:underline"
        >
          <ArrowLeft aria-hidden className="size-4" />
          {back.label}
        </Link>
      ) : null}
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
        <div className="min-w-0">
          <h1 className="font-bold font-display text-title">{title}</h1>
          {children ? <div className="mt-2 max-w-2xl text-ink-muted">{children}</div> : null}
        </div>
        {action ? <div className="flex flex-wrap gap-3">{action}</div> : null}
      </div>
    </div>
  );
}
