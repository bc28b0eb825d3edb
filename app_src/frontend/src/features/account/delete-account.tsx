import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { callApi } from "@/shared/api/client";
import { getMyCredits } from "@/shared/api/generated/sdk.gen";
import { countOf } from "@/shared/lib/format";
import { useUser } from "@/shared/session/use-session";
import { Alert } from "@/shared/ui/alert";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { Dialog } from "@/shared/ui/dialog";
import { DeleteAccountForm } from "./delete-account-form";

const LINK = "text-brand underline underline-offset-2";

const EVERYBODY = [
  "You are signed out everywhere, and nobody can log in any more.",
  "Name, e-mail address and what you wrote are erased; scores stay as figures, with nobody to be seen in them.",
  "Invoices stay for eight years, because the law wants them kept.",
] as const;
const OF_ROLE = {
  mentee: ["Bookings are cancelled under the usual rules.", ...EVERYBODY],
  mentor: ["Coming mocks are cancelled, and your mentees get them back.", ...EVERYBODY],
} as const;

function UnusedMocks() {
  const { data } = useQuery({
    queryKey: ["account", "unused-mocks"],
    queryFn: ({ signal }) => callApi((call) => getMyCredits(call), signal),
  });
  return data && data.available > 0 ? (
    <Alert tone="warning" title={`You lose ${countOf(data.available, "unused mock")}`}>
      <p>
        Ask for their price back first, under{" "}
        <Link to="/mentee/orders" className={LINK}>
          plans and orders
        </Link>
        .
      </p>
    </Alert>
  ) : null;
}

/** Closing the account: what it means, and a dialog that cannot be passed by accident. */
export function DeleteAccount() {
  const { role } = useUser();
  if (role === "admin") {
    return (
      <Card title="Delete the account">
        <p className="text-ink-muted">
          Administrators cannot delete themselves, so that somebody is always left to run the place.
          Have another administrator change your role first.
        </p>
      </Card>
    );
  }
  return (
    <Card title="Delete the account">
      <p>At once and for good. Nobody can bring it back, not even we.</p>
      <ul className="mt-3 mb-5 grid list-disc gap-1.5 pl-5 text-ink-muted marker:text-danger">
        {OF_ROLE[role].map((consequence) => (
          <li key={consequence}>{consequence}</li>
        ))}
      </ul>
      {role === "mentee" ? <UnusedMocks /> : null}
      <div className="mt-5">
        <Dialog
          title="Delete your account?"
          description={<p>This cannot be undone.</p>}
          trigger={<Button variant="danger">Delete my account</Button>}
        >
          {(close) => <DeleteAccountForm onKeep={close} />}
        </Dialog>
      </div>
    </Card>
  );
}
