import { Link } from "react-router";
import type { LegalSection } from "./legal-page";
import { Operator, OperatorEmail } from "./operator";

export const PRIVACY: readonly LegalSection[] = [
  {
    id: "responsible",
    title: "Who is responsible",
    body: (
      <>
        <p>The operator of this site decides what happens with your data and answers for it.</p>
        <Operator />
        <p>The same address takes complaints about the handling of personal data.</p>
      </>
    ),
  },
  {
    id: "what",
    title: "What we keep, and what for",
    body: (
      <ul>
        <li>
          <strong>Account:</strong> name, e-mail address, time zone, a password nobody can read
          back. To let you in, and to show times as you mean them.
        </li>
        <li>
          <strong>Bookings, mocks and feedback:</strong> company, track, times, scores, notes,
          ratings. They are the service.
        </li>
        <li>
          <strong>Orders and invoices:</strong> plan, amount, state of the payment, what you ask to
          have on the invoice. To sell you a plan, and because tax law demands it. Card and bank
          details stay with Razorpay.
        </li>
        <li>
          <strong>Sessions:</strong> browser and internet address of where you are signed in, so
          that you can recognise and end them.
        </li>
        <li>
          <strong>Consents:</strong> what you agreed to, which version, when and from where.
        </li>
        <li>
          <strong>Technical records:</strong> requests, errors and administrative changes. To keep
          the service up and abuse out.
        </li>
      </ul>
    ),
  },
  {
    id: "who-sees",
    title: "Who sees what",
    body: (
      <ul>
        <li>
          Your mentor sees your name, what you booked, the feedback they wrote and, in the calendar
          invitation, your e-mail address, as you see theirs. Not what you paid.
        </li>
        <li>
          Everybody sees of a mentor what the mentor’s public profile says: name, headline, text,
          companies, interview types.
        </li>
        <li>Administrators see what they need to arrange mocks, decide on refunds and help you.</li>
        <li>
          These work for us: Razorpay (payments), Resend (mail), and the providers of the servers,
          the database and the network that delivers the pages. They get what their task needs.
        </li>
        <li>We sell no data, show no advertising, and load nothing from other sites.</li>
      </ul>
    ),
  },
  {
    id: "browser",
    title: "What we put into your browser",
    body: (
      <>
        <p>Only what the site needs, so there is nothing to accept or refuse:</p>
        <ul>
          <li>
            one cookie that keeps you signed in for up to 30 days after your last visit and cannot
            be read by scripts;
          </li>
          <li>
            in the browser’s storage, that you were signed in, your choice between light and dark,
            and a booking you have begun.
          </li>
        </ul>
      </>
    ),
  },
  {
    id: "how-long",
    title: "How long",
    body: (
      <ul>
        <li>Your account and what belongs to it: until you delete it.</li>
        <li>
          Orders, refunds and invoices: eight years, as Indian tax and company law demands, then
          they are deleted.
        </li>
        <li>Sessions: 30 days without use. Links in mails: an hour to three days.</li>
        <li>Technical records of requests: usually 30 days.</li>
        <li>Backups: up to twelve months, encrypted, for restoring the whole and nothing else.</li>
      </ul>
    ),
  },
  {
    id: "rights",
    title: "Your rights",
    body: (
      <>
        <p>
          Under <Link to="/account/privacy">account, privacy</Link> you can do these yourself, at
          any time and without giving a reason:
        </p>
        <ul>
          <li>
            <strong>See and take along:</strong> download everything we keep about you, as one
            archive of readable files.
          </li>
          <li>
            <strong>Correct:</strong> change name and time zone; write to us for the rest.
          </li>
          <li>
            <strong>Agree and withdraw:</strong> see what you agreed to, and take back your consent
            to news about the service.
          </li>
          <li>
            <strong>Delete:</strong> close the account, at once and for good.
          </li>
        </ul>
        <p>
          You can also name somebody who exercises these rights for you, and complain: first to us,
          then to the Data Protection Board of India or the authority where you live.
        </p>
      </>
    ),
  },
  {
    id: "deletion",
    title: "What deleting the account does",
    body: (
      <>
        <p>It happens at once:</p>
        <ul>
          <li>every session ends, and what was to come is cancelled under the usual rules;</li>
          <li>
            name, e-mail address, password, addresses of sessions, calendar address and waiting list
            are erased; unused mocks are lost;
          </li>
          <li>
            of feedback and ratings, words go and figures stay, with nobody to be seen in them;
          </li>
          <li>
            invoices keep the name that is printed on them, because the law wants it so, for eight
            years;
          </li>
          <li>backups forget you as they are replaced.</li>
        </ul>
        <p>A mail confirms it. The address is free for a new account afterwards.</p>
      </>
    ),
  },
  {
    id: "security",
    title: "How we protect it",
    body: (
      <p>
        Everything travels encrypted, backups and disks are encrypted, passwords are stored so that
        they cannot be read back, and every access is checked by the server. If data of yours should
        get into wrong hands, we tell you and the authority without delay.
      </p>
    ),
  },
  {
    id: "changes",
    title: "Changes and contact",
    body: (
      <p>
        A new version of this policy has a new number, and you are asked to accept it. Questions and
        requests: <OperatorEmail />.
      </p>
    ),
  },
];
