import { queryOptions, useQuery } from "@tanstack/react-query";
import { callApi } from "./client";
import { listInterviewTypes } from "./generated/sdk.gen";
import { collectPages } from "./pages";

export const interviewTypesQuery = queryOptions({
  queryKey: ["interview-types"],
  queryFn: ({ signal }) =>
    collectPages((query) => callApi((call) => listInterviewTypes({ ...call, query }), signal)),
  staleTime: 5 * 60_000,
});

/** "system-design" → "System design": until the catalogue is there, and for types that were taken out of it. */
export function readableCode(code: string): string {
  const words = code.replaceAll("-", " ");
  return words.length <= 2 ? words.toUpperCase() : words.charAt(0).toUpperCase() + words.slice(1);
}

/** Names of interview types by code; answers at once, with the catalogue's names as soon as they are there. */
export function useTypeName(): (code: string) => string {
  const { data } = useQuery(interviewTypesQuery);
  const names = new Map(data?.map(({ code, name }) => [code, name]));
  return (code) => names.get(code) ?? readableCode(code);
}

/** A name within a sentence: "coding", but "HR". */
export function inSentence(name: string): string {
  return name === name.toUpperCase() ? name : name.charAt(0).toLowerCase() + name.slice(1);
}
