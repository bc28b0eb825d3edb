import { lazy, type ReactNode, Suspense, useEffect } from "react";
import { CodeField } from "@/shared/forms/code-field";
import {
  CheckboxField,
  ChoiceField,
  NumberField,
  PasswordField,
  SelectField,
  TextAreaField,
  TextField,
} from "@/shared/forms/fields";
import { Form } from "@/shared/forms/form";
import { RowsField } from "@/shared/forms/rows-field";
import { SubmitButton } from "@/shared/forms/submit-button";
import { useApiForm } from "@/shared/forms/use-api-form";
import { z } from "@/shared/forms/zod";
import { Skeleton } from "@/shared/ui/skeleton";
import type { Entry } from "./entry";

const TimeZoneField = lazy(() => import("@/shared/forms/time-zone-field"));

const VALUES = {
  name: "Asha Rao",
  wrong: "not an address",
  mocks: 3,
  password: "",
  bio: "",
  company: "google",
  code: "",
  terms: true,
  kind: "coding",
  kinds: ["coding"],
  time_zone: "Asia/Kolkata",
  tracks: [{ title: "SDE I" }, { title: "SDE II" }],
};
const SCHEMA = z.record(z.string(), z.unknown());

/** A form around a sample; `wrong` carries a problem, as the API would name it. */
function Around({ children }: { children: ReactNode }) {
  const api = useApiForm<Record<string, unknown>, Record<string, unknown>>({
    schema: SCHEMA,
    defaultValues: VALUES,
    submit: () => new Promise((resolve) => setTimeout(resolve, 1_500)),
  });
  const { setError } = api.form;
  useEffect(() => setError("wrong", { message: "Give a whole mail address" }), [setError]);
  return (
    <Form api={api} label="Sample">
      {children}
    </Form>
  );
}

const around = (children: ReactNode) => <Around>{children}</Around>;

const KINDS = [
  { value: "coding", label: "Coding", description: "60 to 90 minutes" },
  { value: "hr", label: "HR", description: "30 to 45 minutes" },
];

export const FORMS: readonly Entry[] = [
  {
    names: ["Form", "SubmitButton"],
    when: "Every form: made with useApiForm, checked here for convenience and by the API for truth. What was typed survives every failure.",
    sample: around(<SubmitButton pending="Saving…">Save</SubmitButton>),
  },
  {
    names: ["TextField", "PasswordField", "NumberField"],
    when: "One line. A hint says what is expected before, a message what is wrong after; both are read out with the field.",
    sample: around(
      <>
        <TextField name="name" label="Name" hint="As mentors will call you." />
        <TextField name="wrong" label="Mail address" />
        <PasswordField name="password" label="Password" />
        <NumberField name="mocks" label="Mocks" min={1} />
      </>,
    ),
  },
  {
    names: ["TextAreaField"],
    when: "More than a line. Grows with its text, and says when room gets tight.",
    sample: around(<TextAreaField name="bio" label="About you" maxLength={200} />),
  },
  {
    names: ["SelectField"],
    when: "One of many, by the browser's own list.",
    sample: around(
      <SelectField
        name="company"
        label="Company"
        options={[
          { value: "google", label: "Google" },
          { value: "flipkart", label: "Flipkart" },
        ]}
      />,
    ),
  },
  {
    names: ["ChoiceField"],
    when: "One of a few, or several of a few, each with room to explain itself.",
    sample: around(
      <>
        <ChoiceField name="kind" label="Interview" choices={KINDS} />
        <ChoiceField name="kinds" label="Interviews" choices={KINDS} multiple />
      </>,
    ),
  },
  {
    names: ["CheckboxField"],
    when: "Yes or no, said as a sentence one agrees to.",
    sample: around(<CheckboxField name="terms" label="I have read the terms." />),
  },
  {
    names: ["TimeZoneField"],
    when: "A time zone, found by city or country. Loaded when it is shown: import it lazily.",
    sample: around(
      <Suspense fallback={<Skeleton className="h-24 w-full" />}>
        <TimeZoneField name="time_zone" label="Time zone" />
      </Suspense>,
    ),
  },
  {
    names: ["CodeField"],
    when: "A code made from a name until somebody writes another; fixed once it is saved.",
    sample: around(
      <>
        <TextField name="name" label="Name" />
        <CodeField name="code" label="Code" from="name" />
      </>,
    ),
  },
  {
    names: ["RowsField"],
    when: "A list inside a form: rows are added, moved and removed, and the focus stays with what was done.",
    sample: around(
      <RowsField
        name="tracks"
        label="Tracks"
        rowName={(index) => `track ${index + 1}`}
        blank={{ title: "" }}
        add="Add a track"
        max={4}
      >
        {(prefix) => <TextField name={`${prefix}.title`} label="Title" />}
      </RowsField>,
    ),
  },
  {
    names: ["FormFailure"],
    when: "What went wrong with an action that has no form of its own; takes the focus when it appears. Form shows it by itself.",
  },
  {
    names: ["EditorFrame", "CreateFrame", "UnsavedGuard"],
    when: "Pages on which something is edited or made: what is unsaved, who else changed it meanwhile (useEditor), and asking before it is lost. They guard the whole page, so they are not drawn here; see /admin/companies.",
  },
  {
    names: ["FieldFrame", "FieldNotes"],
    when: "For a new kind of field: label, hint and message wired as everywhere (useField).",
  },
];
