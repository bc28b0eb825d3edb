import { useQueryClient } from "@tanstack/react-query";
import { callApi } from "@/shared/api/client";
import { hasCode } from "@/shared/api/errors";
import { adminRetryMail } from "@/shared/api/generated/sdk.gen";
import type { OutboxEntry } from "@/shared/api/generated/types.gen";
import { ConfirmButton } from "@/shared/ui/confirm-button";
import { toast } from "@/shared/ui/toast";
import { TEMPLATES } from "./mail-templates";
import { MAILS } from "./queries";

// The mail service recognises a repeated request for so long; past that nobody knows whether the first one was sent.
const UNKNOWN = "outcome unknown for too long";

/** Puts a failed mail back among those to be sent. */
export function RetryMail({ mail }: { mail: OutboxEntry }) {
  const client = useQueryClient();
  const subject = TEMPLATES[mail.template] ?? mail.template;
  async function retry() {
    try {
      await callApi((call) => adminRetryMail({ ...call, path: { mail_id: mail.id } }));
      toast.success("The mail is on its way again");
    } catch (error) {
      // Somebody else has sent it again, or it was cleared away: the list knows.
      if (!hasCode(error, "not_found")) {
        throw error;
      }
      toast.success("It does not wait for that any more", "The list is up to date now.");
    }
    await client.invalidateQueries({ queryKey: MAILS });
  }
  return (
    <ConfirmButton
      size="small"
      label={
        <span className="whitespace-nowrap">
          Send again <span className="sr-only">“{subject}”</span>
        </span>
      }
      title="Send this mail after all?"
      confirm="Send it again"
      keep="Leave it"
      dangerous={false}
      onConfirm={retry}
    >
      <p>
        “{subject}” to {mail.email ?? "a deleted account"}. It says what it was to say then; times
        in it may be over.
      </p>
      {mail.reason === UNKNOWN ? (
        <p className="mt-2">
          Nobody knows whether the first attempt got through: they may get this mail twice.
        </p>
      ) : null}
    </ConfirmButton>
  );
}
