import { useId } from "react";
import type { Mentor } from "@/shared/api/generated/types.gen";
import { Badge } from "@/shared/ui/badge";

export interface Names {
  company: (slug: string) => string;
  type: (code: string) => string;
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return `${words[0]?.charAt(0) ?? ""}${words.length > 1 ? (words.at(-1)?.charAt(0) ?? "") : ""}`.toUpperCase();
}

function Tags({ label, tags }: { label: string; tags: readonly string[] }) {
  return tags.length > 0 ? (
    <ul aria-label={label} className="flex flex-wrap gap-1.5">
      {tags.map((tag) => (
        <li key={tag}>
          <Badge>{tag}</Badge>
        </li>
      ))}
    </ul>
  ) : null;
}

/** Who a mentor is and what they interview for. */
export function MentorCard({ mentor, names }: { mentor: Mentor; names: Names }) {
  const id = useId();
  return (
    <article
      aria-labelledby={id}
      className="flex h-full flex-col gap-4 rounded-card border border-line bg-surface p-6 shadow-card"
    >
      <div className="flex items-center gap-4">
        <span
          aria-hidden="true"
          className="grid size-12 shrink-0 place-items-center rounded-full bg-brand-soft font-bold font-display text-brand"
        >
          {initials(mentor.name)}
        </span>
        <div className="min-w-0">
          <h3 id={id} className="font-display font-semibold text-lg leading-snug">
            {mentor.name}
          </h3>
          <p className="text-ink-muted text-sm">{mentor.headline}</p>
        </div>
      </div>
      <p className="line-clamp-5 grow whitespace-pre-line break-words">{mentor.bio}</p>
      <div className="grid gap-2 border-line border-t pt-4">
        {mentor.companies.length > 0 ? (
          <p className="font-medium">
            <span className="sr-only">Interviews for </span>
            {mentor.companies.map(names.company).join(" · ")}
          </p>
        ) : null}
        <Tags
          label={`Interview types of ${mentor.name}`}
          tags={mentor.interview_types.map(names.type)}
        />
      </div>
    </article>
  );
}
