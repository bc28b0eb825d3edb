import { Link } from "react-router";
import type { LegalSection } from "./legal-page";
import { Operator, OperatorEmail } from "./operator";

export const TERMS: readonly LegalSection[] = [
  {
    id: "who-we-are",
    title: "Who we are",
    body: (
      <>
        <p>
          This site is run by the operator named here; “we” means them, “you” the person with the
          account.
        </p>
        <Operator />
      </>
    ),
  },
  {
    id: "what-you-get",
    title: "What Codementee is, and is not",
    body: (
      <>
        <p>
          Codementee arranges mock interviews: practice conversations by video with a mentor who
          knows the kind of interview you face, followed by written feedback.
        </p>
        <p>
          It is practice, not recruiting. We promise no interview, offer or salary, and mentors
          speak for themselves, not for the companies they work or worked at. Names of companies
          belong to those companies; naming one means that you can prepare for its interviews here,
          not that it works with us.
        </p>
      </>
    ),
  },
  {
    id: "your-account",
    title: "Your account",
    body: (
      <ul>
        <li>An account is for one person, with a true name and an e-mail address you can read.</li>
        <li>You are at least 18, or a parent or guardian agrees to these terms for you.</li>
        <li>
          Keep your password to yourself. You can see where you are signed in, and sign out there,
          under account, security.
        </li>
        <li>
          You can close the account at any time under account, privacy. What that means for data is
          in the <Link to="/privacy-policy#deletion">privacy policy</Link>.
        </li>
      </ul>
    ),
  },
  {
    id: "plans",
    title: "Plans, prices and payment",
    body: (
      <>
        <p>
          Registering and exploring are free. A plan is a number of mock interviews and the months
          in which they can be used; <Link to="/pricing">prices</Link> are in Indian rupees and are
          the whole amount, taxes included. Nothing is added at checkout, and nothing renews by
          itself.
        </p>
        <ul>
          <li>
            You pay once, when you book, through the payment service Razorpay. We never see the
            number of your card.
          </li>
          <li>The months begin when the payment is received. Unused mocks end with them.</li>
          <li>
            You receive an invoice by mail and find it under plans and orders. It shows tax where
            the operator is registered for it.
          </li>
          <li>A changed price concerns later purchases only.</li>
        </ul>
      </>
    ),
  },
  {
    id: "booking",
    title: "Booking a mock interview",
    body: (
      <ul>
        <li>
          You choose company, track and interview type, and up to three times. They are held for you
          for 15 minutes, and for 30 more while you pay.
        </li>
        <li>
          We pick a mentor and one of your times, preferably a mentor who knows the company. It is
          confirmed when you receive the mail with the meeting link.
        </li>
        <li>
          When nobody is free at any of your times, the booking expires and the mock goes back to
          your plan.
        </li>
      </ul>
    ),
  },
  {
    id: "changes",
    title: "Moving and cancelling",
    body: (
      <p>
        Free until 24 hours before the start; what happens later, and when your mentor cancels or
        does not come, is in <Link to="/refund-policy">cancellation and refunds</Link>. A booking
        keeps the rules in force when it was confirmed.
      </p>
    ),
  },
  {
    id: "conduct",
    title: "In the interview",
    body: (
      <ul>
        <li>Be on time, and treat each other as you would in a real interview.</li>
        <li>Nobody records a session without the other’s consent.</li>
        <li>
          Mentors do not ask for, and you do not share, confidential questions or other secrets of a
          company.
        </li>
        <li>Arrange no payments or sessions past the platform with people you met here.</li>
      </ul>
    ),
  },
  {
    id: "feedback",
    title: "Feedback and ratings",
    body: (
      <p>
        The feedback is your mentor’s honest opinion of one conversation. It is for you; you may
        show it to whom you like. Your rating of a session helps us choose mentors. Keep both
        factual: we take out what insults or what says who somebody else is.
      </p>
    ),
  },
  {
    id: "fair-use",
    title: "Fair use",
    body: (
      <p>
        Do not share accounts, copy the catalogue by machine, attack the service, or book times you
        do not mean to keep. We may suspend an account that does; unless there is danger, we write
        first.
      </p>
    ),
  },
  {
    id: "liability",
    title: "What we answer for",
    body: (
      <p>
        We answer without limit for intent, for gross negligence and wherever the law does not allow
        a limit. Otherwise our liability ends at what you paid for the plan concerned. For the
        advice of a mentor, and for what you decide because of it, we do not answer.
      </p>
    ),
  },
  {
    id: "changes-to-terms",
    title: "When these terms change",
    body: (
      <p>
        A new version has a new number, and you are asked to accept it. Until you do, nothing
        changes for plans you have bought. Which version you accepted, and when, is under account,
        privacy.
      </p>
    ),
  },
  {
    id: "law",
    title: "Law, disputes and contact",
    body: (
      <>
        <p>
          Indian law applies, and the courts at the operator’s seat decide, unless the law that
          protects you as a consumer says otherwise.
        </p>
        <p>
          Write to us before you go there: <OperatorEmail />. Most things are settled with one mail.
        </p>
      </>
    ),
  },
];
