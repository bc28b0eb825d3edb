import type { Company } from "@/shared/api/generated/types.gen";

const LABELS: Readonly<Record<string, string>> = {
  product: "Product companies",
  unicorn: "Indian unicorns",
};

/** A category the API adds later still reads well: "deep_tech" → "Deep tech". */
export function categoryLabel(category: string): string {
  const words = category.replaceAll(/[-_]+/g, " ").trim();
  return LABELS[category] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

const ONE: Readonly<Record<string, string>> = {
  product: "Product company",
  unicorn: "Indian unicorn",
};

/** The badge of a single company. */
export function categoryBadge(category: string): string {
  return ONE[category] ?? categoryLabel(category);
}

/** Companies by category, both in the order in which the API lists them. */
export function byCategory(companies: readonly Company[]): Map<string, Company[]> {
  return Map.groupBy(companies, (company) => company.category);
}
