import type { Company, Seniority } from "@/shared/api/generated/types.gen";

export interface Filter {
  search: string;
  seniority: Seniority | undefined;
}

function mentions(text: string, words: readonly string[]): boolean {
  const haystack = text.toLowerCase();
  return words.every((word) => haystack.includes(word));
}

/**
 * Companies with the tracks that fit. Words that name the company keep all its tracks; other words pick tracks:
 * "google l5" is one track of Google, "senior" is every senior track. A company without a fitting track is left out,
 * one that has no tracks yet shows as long as nothing is asked for.
 */
export function narrow(companies: readonly Company[], filter: Filter): Company[] {
  if (filter.search.trim() === "" && filter.seniority === undefined) {
    return [...companies];
  }
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean);
  return companies.flatMap((company) => {
    const tracks = company.tracks.filter(
      (track) =>
        (filter.seniority === undefined || track.seniority === filter.seniority) &&
        mentions(`${company.name} ${track.title} ${track.code}`, words),
    );
    return tracks.length > 0 ? [{ ...company, tracks }] : [];
  });
}
