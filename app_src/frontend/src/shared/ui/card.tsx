import { type ReactNode, useId } from "react";

interface CardProps {
  title?: ReactNode;
  /** Beside the title: a badge, a button. */
  aside?: ReactNode;
  children: ReactNode;
  className?: string;
  /** 2 unless the card is inside a titled section. */
  level?: 2 | 3;
}

/** A panel of the signed-in pages; its title names it as a region. */
export function Card({ title, aside, children, className = "", level = 2 }: CardProps) {
  const id = useId();
  const Heading = `h${level}` as const;
  return (
    <section
      aria-labelledby={title ? id : undefined}
      className={`rounded-card border border-line bg-surface p-5 shadow-card sm:p-6 ${className}`}
    >
      {title ? (
        <div className="mb-4 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <Heading id={id} className="font-display font-semibold text-xl">
            {title}
          </Heading>
          {aside}
        </div>
      ) : null}
      {children}
    </section>
  );
}
