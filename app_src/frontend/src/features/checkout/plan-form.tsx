import { useQuery } from "@tanstack/react-query";
import { Check, Tag } from "lucide-react";
import { useEffect } from "react";
import { useWatch } from "react-hook-form";
import { plansQuery } from "@/shared/api/catalogue";
import type { NewOrder, PricingPlan } from "@/shared/api/generated/types.gen";
import { Form } from "@/shared/forms/form";
import { SubmitButton } from "@/shared/forms/submit-button";
import { type ApiForm, useApiForm } from "@/shared/forms/use-api-form";
import { z } from "@/shared/forms/zod";
import { isOff } from "@/shared/lib/config";
import { countOf, formatRupees } from "@/shared/lib/format";
import { ListSkeleton } from "@/shared/ui/list-skeleton";
import { Notice } from "@/shared/ui/notice";
import { QuerySection } from "@/shared/ui/query-section";
import { BillingFields } from "./billing-fields";
import { PlanOptions } from "./plan-options";

const optional = z
  .string()
  .trim()
  .transform((value) => value || null);
const schema = z.object({
  plan_code: z.string().min(1, "Choose a plan"),
  billing: z.object({
    name: optional,
    address: optional,
    state_code: optional,
    gstin: z
      .string()
      .trim()
      .toUpperCase()
      .refine((value) => value === "" || /^[0-9A-Z]{15}$/.test(value), "A GSTIN has 15 characters")
      .transform((value) => value || null),
  }),
});
type Input = z.input<typeof schema>;
type Output = z.output<typeof schema>;
export type PlanFormApi = ApiForm<Input, Output>;

/** The form's state, kept by whoever shows it: it survives while other states of paying take its place. */
export function usePlanForm(
  plan: string,
  bookingId: string | undefined,
  pay: (order: NewOrder) => Promise<void>,
): PlanFormApi {
  return useApiForm<Input, Output>({
    schema,
    defaultValues: {
      plan_code: plan,
      billing: { name: "", address: "", state_code: "", gstin: "" },
    },
    // What is wrong about the details as a whole is wrong about the number in them.
    fieldOf: (path) => (path === "billing" ? "billing.gstin" : (path as keyof Input)),
    submit: ({ plan_code, billing }) => {
      const given = Object.values(billing).some((value) => value !== null);
      return pay({ plan_code, booking_id: bookingId ?? null, billing: given ? billing : null });
    },
  });
}

function Total({ plan }: { plan: PricingPlan }) {
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-1 rounded-card bg-sunken px-4 py-4">
      <div>
        <p className="font-semibold">Total, paid once</p>
        <p className="text-ink-muted text-sm">
          {plan.name}: {countOf(plan.mocks, "mock interview")}. GST is included where it applies;
          nothing is added.
        </p>
      </div>
      <p className="font-bold font-display text-3xl">{formatRupees(plan.price_paise)}</p>
    </div>
  );
}

/** What the chosen plan holds, in the words of the public pages. */
function Included({ plan }: { plan: PricingPlan }) {
  return (
    <div className="-mt-2">
      <h3 className="mb-1.5 font-medium">{plan.name} includes</h3>
      <ul className="grid gap-x-6 gap-y-1.5 sm:grid-cols-2">
        {plan.features.map((feature) => (
          <li key={feature} className="flex gap-2 text-ink-muted text-sm">
            <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-brand" strokeWidth={2.5} />
            {feature}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Fields({ api, plans }: { api: PlanFormApi; plans: readonly PricingPlan[] }) {
  const code = useWatch({ control: api.form.control, name: "plan_code" });
  const plan = plans.find((candidate) => candidate.code === code);
  const usual = (plans.find(({ recommended }) => recommended) ?? plans[0])?.code ?? "";
  const { setValue } = api.form;
  useEffect(() => {
    // Nothing asked for, or a plan that is no longer on sale.
    if (!plan) {
      setValue("plan_code", usual);
    }
  }, [plan, usual, setValue]);
  return (
    <>
      <PlanOptions plans={plans} />
      {plan ? <Included plan={plan} /> : null}
      <BillingFields />
      {plan ? <Total plan={plan} /> : null}
      <div>
        <SubmitButton pending="Opening the payment window" className="w-full sm:w-auto">
          {plan ? `Pay ${formatRupees(plan.price_paise)}` : "Pay"}
        </SubmitButton>
        <p className="mt-3 text-ink-muted text-sm">
          By card, UPI, net banking or wallet, in Razorpay’s window. Your card’s details never reach
          us.
        </p>
      </div>
    </>
  );
}

/** Which plan, whom the invoice is for, what it costs in total. */
export function PlanForm({ api }: { api: PlanFormApi }) {
  const query = useQuery(plansQuery);
  if (isOff("orders")) {
    return (
      <Notice icon={Tag} title="Plans cannot be bought at the moment">
        <p>
          Please look in again soon. What you have begun is kept, and mocks you have can be booked.
        </p>
      </Notice>
    );
  }
  return (
    <QuerySection
      query={query}
      subject="the plans"
      skeleton={<ListSkeleton rows={4} height="h-20" />}
      isEmpty={(plans) => plans.length === 0}
      empty={
        <Notice icon={Tag} title="No plan is on sale right now">
          <p>Please look in again soon. What you have begun is kept.</p>
        </Notice>
      }
    >
      {(plans) => (
        <Form api={api} label="Choose a plan and pay">
          <Fields api={api} plans={plans} />
        </Form>
      )}
    </QuerySection>
  );
}
