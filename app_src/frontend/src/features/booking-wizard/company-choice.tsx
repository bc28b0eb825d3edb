import { Search } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import type { Company } from "@/shared/api/generated/types.gen";
import { countOf } from "@/shared/lib/format";
import { CONTROL } from "@/shared/ui/control";
import { OptionCard } from "./option-card";

export interface Target {
  company: string;
  /** Empty while one has not decided. */
  track: string;
}

interface CompanyChoiceProps {
  companies: readonly Company[];
  target: Target;
  onChange: (target: Target) => void;
}

// With fewer, a search field is one more thing to read.
const SEARCH_FROM = 8;
const CATEGORIES = [
  ["product", "Product companies"],
  ["unicorn", "Indian unicorns"],
] as const;

function matches(company: Company, search: string): boolean {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const text = [company.name, ...company.tracks.map(({ title }) => title)].join(" ").toLowerCase();
  return words.every((word) => text.includes(word));
}

/** The company, then the role there. */
export function CompanyChoice({ companies, target, onChange }: CompanyChoiceProps) {
  const searchId = useId();
  const [search, setSearch] = useState("");
  // The question that follows is below the list: whoever has just answered the first one should see it.
  const levels = useRef<HTMLFieldSetElement>(null);
  const [picked, setPicked] = useState("");
  useEffect(() => {
    if (picked) {
      levels.current?.scrollIntoView({ block: "nearest" });
    }
  }, [picked]);
  const chosen = companies.find(({ slug }) => slug === target.company);
  const shown = companies.filter((company) => company === chosen || matches(company, search));
  return (
    <div className="grid gap-8">
      <div>
        {companies.length >= SEARCH_FROM ? (
          <div className="mb-5 max-w-md">
            <label htmlFor={searchId} className="mb-1.5 block font-semibold">
              Find a company or level
            </label>
            <div className="relative">
              <Search aria-hidden className="absolute top-3.5 left-3.5 size-4 text-ink-muted" />
              <input
                id={searchId}
                type="search"
                value={search}
                onChange={(event) => setSearch(event.target.value)}
                placeholder="Google, L4, SDE…"
                className={`${CONTROL} pl-10`}
              />
            </div>
            <p role="status" className="sr-only">
              {countOf(shown.length, "company", "companies")} shown
            </p>
          </div>
        ) : null}
        {shown.length === 0 ? (
          <p className="text-ink-muted">Nothing matches. Try another name or level.</p>
        ) : null}
        {CATEGORIES.map(([category, title]) => {
          const members = shown.filter((company) => company.category === category);
          return members.length === 0 ? null : (
            <fieldset key={category} className="mb-6 last:mb-0">
              <legend className="mb-2 font-semibold text-ink-muted">{title}</legend>
              <div className="grid grid-cols-[repeat(auto-fill,minmax(min(9rem,100%),1fr))] gap-2.5 sm:grid-cols-2 sm:gap-3 xl:grid-cols-3">
                {members.map(({ slug, name, tracks }) => (
                  <OptionCard
                    key={slug}
                    name="company"
                    value={slug}
                    checked={slug === target.company}
                    onSelect={() => {
                      setPicked(slug);
                      onChange({ company: slug, track: "" });
                    }}
                    label={name}
                  >
                    {tracks.length > 0 ? countOf(tracks.length, "level") : null}
                  </OptionCard>
                ))}
              </div>
            </fieldset>
          );
        })}
      </div>
      {chosen && chosen.tracks.length > 0 ? (
        <fieldset ref={levels} className="scroll-mb-28">
          <legend className="mb-2 font-semibold">Which level at {chosen.name}?</legend>
          <div className="grid gap-3 sm:grid-cols-2">
            {chosen.tracks.map(({ code, title }) => (
              <OptionCard
                key={code}
                name="track"
                value={code}
                checked={code === target.track}
                onSelect={() => onChange({ company: chosen.slug, track: code })}
                label={title}
              />
            ))}
            <OptionCard
              name="track"
              value=""
              checked={target.track === ""}
              onSelect={() => onChange({ company: chosen.slug, track: "" })}
              label="I have not decided yet"
            >
              Your mentor picks a level with you.
            </OptionCard>
          </div>
        </fieldset>
      ) : null}
    </div>
  );
}
