import { useQueryClient } from "@tanstack/react-query";

/**
 * After something was made or changed: its page shows what the API answered, every list of its kind is asked for again,
 * and so are the public lists named besides.
 */
export function useSaved(area: string, ...alsoShownIn: string[]) {
  const client = useQueryClient();
  return <Entity extends { id: string }>(entity: Entity): Entity => {
    client.setQueryData(["admin", area, "one", entity.id], entity);
    void client.invalidateQueries({
      queryKey: ["admin", area],
      predicate: ({ queryKey }) => queryKey[2] !== "one",
    });
    for (const name of alsoShownIn) {
      void client.invalidateQueries({ queryKey: [name] });
    }
    return entity;
  };
}
