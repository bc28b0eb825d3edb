import { useQueryClient } from "@tanstack/react-query";
import { atField } from "@/shared/admin/at-field";
import { useSaved } from "@/shared/admin/use-saved";
import { callApi } from "@/shared/api/client";
import { hasCode } from "@/shared/api/errors";
import { adminChangeMeetingLink, adminCreateMeetingLink } from "@/shared/api/generated/sdk.gen";
import type { AdminMeetingLink, MeetingLinkChange } from "@/shared/api/generated/types.gen";
import { TextField } from "@/shared/forms/fields";
import { Form } from "@/shared/forms/form";
import { SubmitButton } from "@/shared/forms/submit-button";
import { useApiForm } from "@/shared/forms/use-api-form";
import { z } from "@/shared/forms/zod";
import { Button } from "@/shared/ui/button";
import { ConfirmButton } from "@/shared/ui/confirm-button";
import { Dialog } from "@/shared/ui/dialog";
import { toast } from "@/shared/ui/toast";
import { line } from "./schemas";

const newLink = z.object({
  label: line,
  url: z
    .url({ protocol: /^https$/, error: "An address that begins with https://" })
    .max(300, "At most 300 characters"),
});

function AddForm({ close }: { close: () => void }) {
  const saved = useSaved("meeting-links");
  const api = useApiForm({
    schema: newLink,
    defaultValues: { label: "", url: "" },
    submit: async (body) => {
      const link = saved(
        await atField(
          callApi((call) => adminCreateMeetingLink({ ...call, body })),
          "already_exists",
          { path: "url", message: "This address is in the list already" },
        ),
      );
      close();
      toast.success(`${link.label} is in the pool`, "Mocks can be given it from now on.");
    },
  });
  return (
    <Form api={api} label="New meeting link">
      <TextField
        name="url"
        label="Address"
        type="url"
        inputMode="url"
        autoComplete="off"
        placeholder="https://"
        hint="Where the call takes place. It cannot be changed later: mails and calendars have it."
      />
      <TextField name="label" label="Name" autoComplete="off" hint="For administrators only." />
      <SubmitButton pending="Adding…">Add to the pool</SubmitButton>
    </Form>
  );
}

export function AddLink() {
  return (
    <Dialog title="Add a meeting link" trigger={<Button>Add a meeting link</Button>}>
      {(close) => <AddForm close={close} />}
    </Dialog>
  );
}

/** Sends a change of the link as it was shown; when somebody was faster, the list is loaded again. */
function useChange(link: AdminMeetingLink) {
  const client = useQueryClient();
  const saved = useSaved("meeting-links");
  return async (change: Omit<MeetingLinkChange, "version">) => {
    const body = { ...change, version: link.version };
    try {
      saved(
        await callApi((call) =>
          adminChangeMeetingLink({ ...call, path: { link_id: link.id }, body }),
        ),
      );
    } catch (error) {
      if (hasCode(error, "edit_conflict")) {
        await client.invalidateQueries({ queryKey: ["admin", "meeting-links"] });
      }
      throw error;
    }
  };
}

function RenameForm({ link, close }: { link: AdminMeetingLink; close: () => void }) {
  const change = useChange(link);
  const api = useApiForm({
    schema: newLink.pick({ label: true }),
    defaultValues: { label: link.label },
    submit: async (values) => {
      await change(values);
      close();
    },
  });
  return (
    <Form api={api} label="Rename the meeting link">
      <TextField name="label" label="Name" autoComplete="off" />
      <SubmitButton pending="Saving…">Save the name</SubmitButton>
    </Form>
  );
}

export function RenameLink({ link }: { link: AdminMeetingLink }) {
  return (
    <Dialog
      title="Rename the link"
      description={link.url}
      trigger={
        <Button variant="outline" size="small">
          Rename <span className="sr-only">{link.label}</span>
        </Button>
      }
    >
      {(close) => <RenameForm link={link} close={close} />}
    </Dialog>
  );
}

export function RetireLink({ link }: { link: AdminMeetingLink }) {
  const change = useChange(link);
  const { active, label } = link;
  return (
    <ConfirmButton
      key={String(active)}
      size="small"
      label={
        <>
          {active ? "Retire" : "Use again"} <span className="sr-only">{label}</span>
        </>
      }
      title={active ? `Retire ${label}?` : `Use ${label} again?`}
      confirm={active ? "Retire" : "Use it again"}
      keep="Leave it as it is"
      dangerous={active}
      onConfirm={() => change({ active: !active })}
    >
      <p>
        {active
          ? "No new mock is given this link. Mocks that have it keep it: both sides have it in their mails and calendars."
          : "New mocks can be given this link again, one at a time."}
      </p>
    </ConfirmButton>
  );
}
