import { type ReactNode, useEffect, useRef } from "react";
import { type FieldValues, useFormContext } from "react-hook-form";
import { Alert } from "@/shared/ui/alert";
import { Button } from "@/shared/ui/button";
import { Form } from "./form";
import { SubmitButton } from "./submit-button";
import { UnsavedGuard } from "./unsaved-guard";
import type { ApiForm } from "./use-api-form";
import type { Editor } from "./use-editor";

const ROW = "flex flex-wrap items-center justify-end gap-x-4 gap-y-2";
// Always in view below a long form.
const BAR = `${ROW} sticky bottom-0 z-10 -mx-4 border-line border-t bg-canvas px-4 py-3 sm:-mx-6 sm:px-6`;

function SaveBar({ onDiscard, inCard }: { onDiscard: () => void; inCard: boolean }) {
  const { formState } = useFormContext();
  return (
    <div className={inCard ? ROW : BAR} data-bottom-bar={inCard ? undefined : true}>
      <p role="status" className="mr-auto text-ink-muted text-sm">
        {formState.isDirty ? "You have unsaved changes." : "Everything is saved."}
      </p>
      {formState.isDirty ? (
        <Button variant="outline" onClick={onDiscard} disabled={formState.isSubmitting}>
          Undo changes
        </Button>
      ) : null}
      <SubmitButton pending="Saving…" disabled={!formState.isDirty}>
        Save changes
      </SubmitButton>
    </div>
  );
}

interface ConflictProps {
  /** The fields they changed, as people know them; empty when none is on screen. */
  changed: string | undefined;
  onKeep: () => void;
  onTake: () => void;
}

/** Takes the focus: the button that was pressed may be a screen away. */
function Conflict({ changed, onKeep, onTake }: ConflictProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div ref={box} tabIndex={-1} className="scroll-mt-24 focus:outline-none">
      <Alert tone="warning" title="Somebody else saved this while you were editing">
        <p>
          {changed
            ? `They changed: ${changed}. What you typed is still here.`
            : "They changed nothing that you see here. What you typed is still here."}
        </p>
        <div className="mt-3 flex flex-wrap gap-3">
          <Button size="small" onClick={onKeep}>
            Save my changes on top
          </Button>
          <Button size="small" variant="outline" onClick={onTake}>
            Drop mine and load theirs
          </Button>
        </div>
      </Alert>
    </div>
  );
}

interface EditorFrameProps<Entity, Input extends FieldValues, Output> {
  editor: Editor<Entity, Input, Output>;
  label: string;
  /** The fields as people know them: { name: "Name" }. */
  names: Readonly<Record<string, string>>;
  /** The form stands in a card of its own instead of being the page. */
  inCard?: boolean;
  children: ReactNode;
}

/** The frame of a form made with useEditor: conflict, what is unsaved, and asking before it is lost. */
export function EditorFrame<Entity, Input extends FieldValues, Output>({
  editor,
  label,
  names,
  inCard = false,
  children,
}: EditorFrameProps<Entity, Input, Output>) {
  const { api, conflict, keepMine, takeTheirs, discard } = editor;
  const changed = conflict?.fields.map((field) => names[field] ?? field).join(", ");
  return (
    <Form api={api} label={label} className="grid grid-cols-1 gap-6">
      {conflict ? <Conflict changed={changed} onKeep={keepMine} onTake={takeTheirs} /> : null}
      {children}
      <SaveBar onDiscard={discard} inCard={inCard} />
      <UnsavedGuard />
    </Form>
  );
}

interface CreateFrameProps<Input extends FieldValues, Output> {
  api: ApiForm<Input, Output>;
  label: string;
  /** On the button: "Add company". */
  action: string;
  children: ReactNode;
}

/** The frame of a form that makes something new. */
export function CreateFrame<Input extends FieldValues, Output>({
  api,
  label,
  action,
  children,
}: CreateFrameProps<Input, Output>) {
  return (
    <Form api={api} label={label} className="grid grid-cols-1 gap-6">
      {children}
      <div className={BAR} data-bottom-bar>
        <SubmitButton pending="Saving…">{action}</SubmitButton>
      </div>
      <UnsavedGuard />
    </Form>
  );
}
