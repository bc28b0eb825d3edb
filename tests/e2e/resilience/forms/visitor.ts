import { DEMO, newPerson } from "../../support/people.ts";
import { expect } from "../../support/test.ts";
import { button, type Form, nothing } from "./form.ts";

const someone = newPerson();
const customer = newPerson();

const registration =
  (person: typeof someone): NonNullable<Form["fill"]> =>
  async (page) => {
    await page.getByLabel("Your name").fill(person.name);
    await page.getByLabel("E-mail address").fill(person.email);
    await page.getByLabel("Password", { exact: true }).fill(person.password);
    await page.getByRole("checkbox", { name: /I accept/ }).check();
  };

/** Each in a browser of its own: most of them end signed in. */
export const VISITOR: readonly Form[] = [
  {
    operation: "login",
    everyday: true,
    open: async (page) => void (await page.goto("/login")),
    fill: async (page) => {
      await page.getByLabel("E-mail address").fill(DEMO.mentee.email);
      await page.getByLabel("Password", { exact: true }).fill(DEMO.mentee.password);
    },
    submit: (page) => button(page, /^Log/),
    answer: "pass",
    done: (page) => expect(page).toHaveURL(/\/mentee$/),
  },
  {
    operation: "registerFree",
    open: async (page) => void (await page.goto("/register")),
    fill: registration(someone),
    submit: (page) => button(page, /Create free account/),
    answer: "pass",
    done: (page) => expect(page).not.toHaveURL(/\/register/),
  },
  {
    operation: "register",
    open: async (page) => void (await page.goto("/register?plan=growth")),
    fill: registration(customer),
    submit: (page) => button(page, /Create free account/),
    answer: "pass",
    done: (page) => expect(page).not.toHaveURL(/\/register/),
  },
  {
    operation: "requestPasswordReset",
    open: async (page) => void (await page.goto("/forgot-password")),
    fill: (page) => page.getByLabel("E-mail address").fill(someone.email),
    submit: (page) => button(page, "Mail me a link"),
    answer: "pass",
    done: /Look into your mail/,
  },
  {
    operation: "resetPassword",
    open: async (page) => void (await page.goto(`/reset-password#token=${"x".repeat(43)}`)),
    fill: (page) => page.getByLabel("New password", { exact: true }).fill(someone.password),
    submit: (page) => button(page, "Set the password"),
    answer: nothing,
    done: /Your new password is set/,
  },
];
