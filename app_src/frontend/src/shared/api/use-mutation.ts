import {
  type MutateOptions,
  type UseMutationOptions,
  type UseMutationResult,
  useMutation as useEveryMutation,
} from "@tanstack/react-query";
import { useCallback, useRef } from "react";

/**
 * TanStack's, except that the same is not begun again while it runs: both get the one outcome. A button shows only after
 * the next rendering that it is at work, and the second click of a double click comes before that.
 */
export function useMutation<Data, Variables = void, Context = unknown>(
  options: UseMutationOptions<Data, Error, Variables, Context>,
): UseMutationResult<Data, Error, Variables, Context> {
  const mutation = useEveryMutation(options);
  const { mutateAsync: begin } = mutation;
  const running = useRef(new Map<string, Promise<Data>>()).current;

  const mutateAsync = useCallback(
    (variables: Variables, callbacks?: MutateOptions<Data, Error, Variables, Context>) => {
      const key = JSON.stringify(variables) ?? "";
      const begun = running.get(key);
      if (begun) {
        return begun;
      }
      const outcome = begin(variables, callbacks).finally(() => running.delete(key));
      running.set(key, outcome);
      return outcome;
    },
    [begin, running],
  );
  const mutate = useCallback(
    (variables: Variables, callbacks?: MutateOptions<Data, Error, Variables, Context>) => {
      // What failed is in the result.
      mutateAsync(variables, callbacks).catch(() => undefined);
    },
    [mutateAsync],
  );
  return { ...mutation, mutate, mutateAsync } as UseMutationResult<Data, Error, Variables, Context>;
}
