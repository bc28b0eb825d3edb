import { MailCheck } from "lucide-react";
import { callApi } from "@/shared/api/client";
import { explain } from "@/shared/api/errors";
import { resendVerification } from "@/shared/api/generated/sdk.gen";
import { useMutation } from "@/shared/api/use-mutation";
import { Button } from "@/shared/ui/button";

/** Has the confirmation mailed again; says so in the place of the button, since nothing else on screen changes. */
export function ResendVerification({ quiet = false }: { quiet?: boolean }) {
  const { mutate, isPending, isSuccess, error } = useMutation({
    mutationFn: () => callApi((call) => resendVerification(call)),
  });
  return (
    <div>
      <div role="status">
        {isSuccess ? (
          <p className="flex min-h-9 items-center gap-2 font-medium">
            <MailCheck aria-hidden className="size-4.5 shrink-0" />
            Sent. Only the newest link works.
          </p>
        ) : null}
      </div>
      {isSuccess ? null : (
        <Button
          variant={quiet ? "outline" : "primary"}
          size={quiet ? "small" : "normal"}
          busy={isPending}
          onClick={() => mutate()}
        >
          Send the mail again
        </Button>
      )}
      {error ? (
        <p role="alert" className="mt-1 text-danger text-sm">
          {explain(error)}
        </p>
      ) : null}
    </div>
  );
}
