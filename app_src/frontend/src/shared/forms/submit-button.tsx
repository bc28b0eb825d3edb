import type { ComponentProps } from "react";
import { useFormContext } from "react-hook-form";
import { Button } from "@/shared/ui/button";

/** Says what is going on and cannot be pressed twice. */
export function SubmitButton({
  children,
  pending,
  ...button
}: ComponentProps<typeof Button> & { pending?: string }) {
  const { formState } = useFormContext();
  return (
    <Button type="submit" busy={formState.isSubmitting} {...button}>
      {formState.isSubmitting && pending ? pending : children}
    </Button>
  );
}
