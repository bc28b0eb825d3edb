import { useQuery } from "@tanstack/react-query";
import { MailQuestion } from "lucide-react";
import { useEffect } from "react";
import { ResendVerification } from "@/features/auth/resend-verification";
import { profileQuery } from "@/shared/session/profile";
import { updateUser } from "@/shared/session/store";
import { useSession } from "@/shared/session/use-session";

/** The link may be opened on a phone: coming back to this page, one's own address is looked up again. */
function useProfileOnReturn(): void {
  const { data } = useQuery({ ...profileQuery, refetchOnWindowFocus: "always", staleTime: 60_000 });
  useEffect(() => {
    if (data?.email_verified) {
      updateUser(data);
    }
  }, [data]);
}

function Unverified({ email }: { email: string }) {
  useProfileOnReturn();
  return (
    <section
      aria-label="Confirm your e-mail address"
      className="border-line border-b bg-sunken px-4 py-2.5 text-sm sm:px-6 print:hidden"
    >
      <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-4 gap-y-1.5">
        <p className="flex min-w-0 grow basis-72 items-start gap-2.5">
          <MailQuestion aria-hidden className="mt-0.5 size-4.5 shrink-0 text-brand" />
          <span className="min-w-0">
            Confirm your address with the link we sent to{" "}
            <span className="break-all font-semibold">{email}</span>, so that meeting links reach
            you.
          </span>
        </p>
        <ResendVerification quiet />
      </div>
    </section>
  );
}

/** Until the e-mail address is confirmed; it stands in nobody's way. */
export function VerifyBanner() {
  const session = useSession();
  return session.status === "signed-in" && !session.user.email_verified ? (
    <Unverified email={session.user.email} />
  ) : null;
}
