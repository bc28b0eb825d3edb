import { useQuery } from "@tanstack/react-query";
import { companiesQuery } from "@/shared/api/catalogue";

const capitalised = (slug: string) =>
  slug.replaceAll("-", " ").replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase());

/** Names of companies by slug; answers at once, with the catalogue's names as soon as they are there. */
export function useCompanyName(): (slug: string) => string {
  const { data } = useQuery(companiesQuery);
  const names = new Map(data?.map(({ slug, name }) => [slug, name]));
  return (slug) => names.get(slug) ?? capitalised(slug);
}
