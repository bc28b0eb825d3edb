import { useQuery } from "@tanstack/react-query";
import { Alert } from "@/shared/ui/alert";
import { ButtonLink } from "@/shared/ui/button";
import { availabilityQuery } from "./queries";

/** Says so where no booking can be given to a mentor for want of hours. */
export function AvailabilityNudge() {
  const { data } = useQuery(availabilityQuery);
  return data && data.rules.length === 0 ? (
    <Alert
      tone="warning"
      title="You have no hours yet"
      action={<ButtonLink to="/mentor/availability">Set your hours</ButtonLink>}
    >
      <p>No booking can be given to you until you say when you are available.</p>
    </Alert>
  ) : null;
}
