import { Link } from "react-router";
import type { LegalSection } from "./legal-page";
import { OperatorEmail } from "./operator";

const ROWS = [
  {
    when: "24 hours before the start, or earlier",
    move: "As often as you need",
    cancel: "The mock goes back to your plan",
  },
  {
    when: "Between 24 and 3 hours before",
    move: "Once; after that it cannot be cancelled free of charge",
    cancel: "The mock counts as used",
  },
  {
    when: "Less than 3 hours before",
    move: "No longer possible",
    cancel: "The mock is forfeited",
  },
  { when: "You do not come", move: "–", cancel: "The mock is forfeited" },
] as const;

function Rules() {
  return (
    <div className="overflow-hidden rounded-card border border-line bg-surface">
      <table className="w-full text-left max-sm:block">
        <caption className="sr-only">
          What moving and cancelling mean, by time before the start
        </caption>
        <thead className="max-sm:sr-only">
          <tr className="bg-sunken">
            <th scope="col" className="px-4 py-3 font-semibold">
              When
            </th>
            <th scope="col" className="px-4 py-3 font-semibold">
              Moving
            </th>
            <th scope="col" className="px-4 py-3 font-semibold">
              Cancelling
            </th>
          </tr>
        </thead>
        <tbody className="max-sm:block">
          {ROWS.map(({ when, move, cancel }) => (
            <tr key={when} className="border-line border-t max-sm:block max-sm:px-4 max-sm:py-3">
              <th scope="row" className="px-4 py-3 align-top font-medium max-sm:block max-sm:p-0">
                {when}
              </th>
              <td className="px-4 py-3 align-top max-sm:block max-sm:p-0 max-sm:pt-1">
                <span aria-hidden="true" className="text-ink-muted sm:hidden">
                  Moving:{" "}
                </span>
                {move}
              </td>
              <td className="px-4 py-3 align-top max-sm:block max-sm:p-0">
                <span aria-hidden="true" className="text-ink-muted sm:hidden">
                  Cancelling:{" "}
                </span>
                {cancel}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export const REFUNDS: readonly LegalSection[] = [
  {
    id: "confirmed",
    title: "A confirmed mock interview",
    body: (
      <>
        <Rules />
        <p>
          The time counts to the minute, and before you cancel or move, the page says what it would
          mean at that moment. A booking keeps the rules in force when it was confirmed.
        </p>
      </>
    ),
  },
  {
    id: "unconfirmed",
    title: "Before a mentor is confirmed",
    body: (
      <p>
        Cancelling costs nothing, and so does choosing other times. If nobody is free at any of your
        times, the booking expires and the mock goes back to your plan by itself.
      </p>
    ),
  },
  {
    id: "our-side",
    title: "When it is not your doing",
    body: (
      <p>
        When the mentor or we cancel, or the mentor does not come, the mock always goes back to your
        plan, whatever the hour. If nobody is there ten minutes past the start, write to{" "}
        <OperatorEmail />.
      </p>
    ),
  },
  {
    id: "refunds",
    title: "Money back for unused mocks",
    body: (
      <>
        <p>
          While a plan is valid, you can ask for the price of its unused mocks: under{" "}
          <Link to="/mentee/orders">plans and orders</Link>, open the order and choose the refund.
        </p>
        <ul>
          <li>
            The amount is the unused share of the price. Of a plan with three mocks of which one is
            used, two thirds; of a plan that was not used at all, everything.
          </li>
          <li>
            Somebody decides on each request, and you hear the outcome by mail, with the reason when
            it is no. Until then you can go on using the mocks.
          </li>
          <li>
            The money goes back the way it came, through Razorpay. Banks usually take five to seven
            working days.
          </li>
          <li>The refunded mocks leave your plan, and a credit note corrects the invoice.</li>
          <li>
            Mocks that were used, forfeited or not used within the plan’s months are not refunded.
          </li>
        </ul>
      </>
    ),
  },
  {
    id: "payments",
    title: "Payments that went wrong",
    body: (
      <p>
        Charged although the page said it failed? We compare every payment with Razorpay several
        times an hour: it is either put to your order or returned. If a payment arrives after your
        times were given away, the plan is yours and you choose new times, or ask for the money
        back.
      </p>
    ),
  },
  {
    id: "help",
    title: "If you see it differently",
    body: (
      <p>
        Illness, a power cut, a session that was not what it should have been: write to{" "}
        <OperatorEmail />, with the reference of the booking. We can give a mock back where the
        rules do not.
      </p>
    ),
  },
];
