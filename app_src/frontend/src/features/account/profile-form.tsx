import { useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { callApi } from "@/shared/api/client";
import { changeProfile } from "@/shared/api/generated/sdk.gen";
import { TextField } from "@/shared/forms/fields";
import { Form } from "@/shared/forms/form";
import { SubmitButton } from "@/shared/forms/submit-button";
import { useApiForm } from "@/shared/forms/use-api-form";
import { z } from "@/shared/forms/zod";
import { browserZone } from "@/shared/lib/time";
import { profileQuery } from "@/shared/session/profile";
import { updateUser } from "@/shared/session/store";
import { useUser } from "@/shared/session/use-session";
import { Alert } from "@/shared/ui/alert";
import { Button } from "@/shared/ui/button";
import { Skeleton } from "@/shared/ui/skeleton";
import { toast } from "@/shared/ui/toast";

const TimeZoneField = lazy(() => import("@/shared/forms/time-zone-field"));

const schema = z.object({
  name: z.string().trim().min(1, "Enter your name").max(120, "Use at most 120 characters"),
  time_zone: z.string().min(1, "Choose a time zone"),
});

export function ProfileForm() {
  const user = useUser();
  const queryClient = useQueryClient();
  const api = useApiForm({
    schema,
    defaultValues: { name: user.name, time_zone: user.time_zone },
    submit: async (values) => {
      const changed = await callApi((call) => changeProfile({ ...call, body: values }));
      queryClient.setQueryData(profileQuery.queryKey, changed);
      updateUser(changed);
      api.form.reset({ name: changed.name, time_zone: changed.time_zone });
      toast.success("Saved");
    },
  });
  const here = browserZone();
  const elsewhere = api.form.watch("time_zone") !== here;
  const { isDirty } = api.form.formState;
  return (
    <Form api={api} label="Profile" className="grid max-w-lg gap-5">
      <TextField
        name="name"
        label="Name"
        autoComplete="name"
        hint="Your counterpart in an interview sees it."
      />
      <Suspense fallback={<Skeleton className="h-25 w-full" />}>
        <TimeZoneField
          name="time_zone"
          label="Time zone"
          hint="Every time here and in mails is shown in it."
        />
      </Suspense>
      {elsewhere ? (
        <Alert
          action={
            <Button
              variant="outline"
              size="small"
              onClick={() =>
                api.form.setValue("time_zone", here, { shouldDirty: true, shouldValidate: true })
              }
            >
              Use it
            </Button>
          }
        >
          <p>Your device is set to {here.replaceAll("_", " ")}.</p>
        </Alert>
      ) : null}
      <div>
        <SubmitButton pending="Saving…" disabled={!isDirty}>
          Save changes
        </SubmitButton>
      </div>
    </Form>
  );
}
