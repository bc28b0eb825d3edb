import { ArrowRight } from "lucide-react";
import { ButtonLink } from "@/shared/ui/button";

interface StartButtonsProps {
  /** For visitors. */
  label?: string;
  /** Where somebody who is signed in goes from here. */
  to?: string;
  signedInLabel?: string;
}

/** The main call to action on a dark band. Both are in the page and CSS shows one: the file cannot know who looks at it. */
export function StartButtons({
  label = "Start free",
  to = "/dashboard",
  signedInLabel = "Go to your start page",
}: StartButtonsProps) {
  const register = to === "/dashboard" ? "/register" : `/register?next=${encodeURIComponent(to)}`;
  return (
    <>
      <ButtonLink to={register} variant="accent" className="signed-in:hidden">
        {label}
        <ArrowRight aria-hidden className="size-5" />
      </ButtonLink>
      <ButtonLink to={to} variant="accent" className="signed-out:hidden">
        {signedInLabel}
        <ArrowRight aria-hidden className="size-5" />
      </ButtonLink>
    </>
  );
}
