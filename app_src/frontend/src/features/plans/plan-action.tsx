import type { PricingPlan } from "@/shared/api/generated/types.gen";
import { useSession } from "@/shared/session/use-session";
import { ButtonLink } from "@/shared/ui/button";

/** From the price to the booking; those who do not buy mocks (mentors, administrators) see none. */
export function PlanAction({ plan }: { plan: PricingPlan }) {
  const session = useSession();
  if (session.status === "signed-in" && session.user.role !== "mentee") {
    return null;
  }
  // Until it is known who is here, to registration: it sends those who are signed in on to the booking.
  const to =
    session.status === "signed-in"
      ? `/mentee/book?plan=${plan.code}`
      : `/register?plan=${plan.code}`;
  return (
    <ButtonLink
      to={to}
      variant={plan.recommended ? "primary" : "outline"}
      className="self-end md:max-lg:px-2"
    >
      Choose {plan.name}
    </ButtonLink>
  );
}
