import { useEffect, useRef, useState } from "react";
import type { DefaultValues, FieldValues, Path } from "react-hook-form";
import { hasCode } from "@/shared/api/errors";
import { sameValue } from "@/shared/lib/same-value";
import { type ApiForm, useApiForm } from "./use-api-form";
import type { z } from "./zod";

interface Versioned {
  version: number;
}

interface EditorOptions<Entity extends Versioned, Input extends FieldValues, Output> {
  /** As it is known now; a newer one replaces what is in the form as long as nothing was typed. */
  entity: Entity;
  /** Its output has the API's names and values, so that changes can be told. */
  schema: z.ZodType<Output, Input>;
  toForm: (entity: Entity) => DefaultValues<Input>;
  /** Sends only what differs, with the version it differs from. */
  save: (changes: Partial<Output> & Versioned) => Promise<Entity>;
  /** The entity as it is now, asked after a conflict. */
  reload: () => Promise<Entity>;
  fieldOf?: (path: string) => Path<Input> | undefined;
}

export interface Editor<Entity, Input extends FieldValues, Output> {
  api: ApiForm<Input, Output>;
  /** Somebody else saved meanwhile: what they made of it, and the names of the fields they changed. */
  conflict: { theirs: Entity; fields: string[] } | undefined;
  /** Saves what differs from the start on top of theirs. */
  keepMine: () => void;
  takeTheirs: () => void;
  discard: () => void;
}

/** The values that are not what the entity has. */
export function changesOf<Output extends object>(values: Output, entity: object): Partial<Output> {
  const known = entity as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => !sameValue(value, known[name])),
  ) as Partial<Output>;
}

/**
 * A form on something that others may change at the same time: only the differences are sent, a conflict shows what
 * happened and leaves the choice, and nothing that was typed is lost on the way.
 */
export function useEditor<
  Entity extends Versioned,
  Input extends FieldValues,
  Output extends object,
>({
  entity,
  schema,
  toForm,
  save,
  reload,
  fieldOf,
}: EditorOptions<Entity, Input, Output>): Editor<Entity, Input, Output> {
  const [base, setBase] = useState(entity);
  const [conflict, setConflict] = useState<{ theirs: Entity; fields: string[] }>();
  // What a save is told to build on: the base's version, or theirs once somebody decided so.
  const version = useRef(entity.version);

  function settle(next: Entity) {
    version.current = next.version;
    setBase(next);
    setConflict(undefined);
    api.form.reset(toForm(next));
  }

  const api = useApiForm<Input, Output>({
    schema,
    defaultValues: toForm(entity),
    ...(fieldOf ? { fieldOf } : {}),
    submit: async (values) => {
      const changes = changesOf(values, base);
      try {
        settle(await save({ ...changes, version: version.current }));
      } catch (error) {
        if (!hasCode(error, "edit_conflict")) {
          throw error;
        }
        const theirs = await reload();
        const differences = changesOf(theirs, base);
        const fields = Object.keys(values).filter((name) => name in differences);
        version.current = theirs.version;
        setConflict({ theirs, fields });
      }
    },
  });

  const { isDirty, isSubmitting } = api.form.formState;
  useEffect(() => {
    if (entity.version <= base.version || isSubmitting || conflict) {
      return;
    }
    const fields = Object.keys(toForm(entity) as object);
    const differences = changesOf(entity, base);
    if (!isDirty) {
      version.current = entity.version;
      setBase(entity);
      api.form.reset(toForm(entity));
    } else if (!fields.some((name) => name in differences)) {
      // Changed beside the form, such as retired: nothing in it is in the way.
      version.current = entity.version;
      setBase(entity);
    }
  }, [entity, base, isDirty, isSubmitting, conflict, toForm, api.form]);

  return {
    api,
    conflict,
    keepMine: () => void api.onSubmit(),
    takeTheirs: () => {
      if (conflict) {
        settle(conflict.theirs);
      }
    },
    discard: () => settle(base),
  };
}
