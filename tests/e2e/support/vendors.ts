// The sandbox's stand-ins from behind: the mails that arrived, and what customers and vendors would do.
import { readFileSync } from "node:fs";
import { Agent, request } from "node:https";
import { expect } from "@playwright/test";
import { caFile, resolve, vendorsUrl } from "./environment.ts";

export interface Mail {
  id: number;
  to: string[];
  subject: string;
  html: string;
  text: string;
  attachments: { filename: string; content: string }[];
}

const agent = new Agent({
  keepAlive: true,
  ...(caFile ? { ca: readFileSync(caFile) } : {}),
  lookup: (host, options, callback) => {
    const address = resolve.get(host);
    if (!address) {
      callback(new Error(`E2E_RESOLVE does not name ${host}`), "", 4);
    } else if (options.all) {
      callback(null, [{ address, family: 4 }]);
    } else {
      callback(null, address, 4);
    }
  },
});

async function control<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  const url = new URL(`/_control/${path}`, vendorsUrl);
  const { status, text } = await new Promise<{ status: number; text: string }>((done, failed) => {
    const call = request(url, { method, agent, headers: { "Content-Type": "application/json" } });
    call.on("error", failed);
    call.on("response", (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (part: string) => {
        text += part;
      });
      answer.on("end", () => done({ status: answer.statusCode ?? 0, text }));
    });
    call.end(body === undefined ? undefined : JSON.stringify(body));
  });
  if (status >= 300) {
    throw new Error(`${method} ${path} answered ${status}: ${text.slice(0, 200)}`);
  }
  return JSON.parse(text) as Answer;
}

async function mailsTo(address: string, subject: string): Promise<Mail[]> {
  const query = new URLSearchParams({ part: "mails", to: address, subject });
  return (await control<{ mails: Mail[] }>("GET", `inbox?${query}`)).mails;
}

/** The newest mail to an address whose subject holds these words, as soon as it is there. */
export async function mailTo(address: string, subject: string): Promise<Mail> {
  let found: Mail | undefined;
  await expect
    .poll(
      async () => {
        found = (await mailsTo(address, subject)).at(-1);
        return found !== undefined;
      },
      { message: `a mail "${subject}" to ${address}`, timeout: 30_000 },
    )
    .toBe(true);
  return found as Mail;
}

/** The number of the mail that arrived last. */
export async function newestMail(): Promise<number> {
  const { mails } = await control<{ mails: Mail[] }>("GET", "inbox?part=mails");
  return mails.at(-1)?.id ?? 0;
}

/** The first mail after that one whose subject holds these words, to whomever. */
export async function nextMail(after: number, subject: string): Promise<Mail> {
  const query = new URLSearchParams({ part: "mails", subject, after: String(after) });
  let found: Mail | undefined;
  await expect
    .poll(
      async () => {
        found = (await control<{ mails: Mail[] }>("GET", `inbox?${query}`)).mails[0];
        return found !== undefined;
      },
      { message: `a mail "${subject}"`, timeout: 30_000 },
    )
    .toBe(true);
  return found as Mail;
}

/** How many such mails have arrived. */
export async function mailCount(address: string, subject: string): Promise<number> {
  return (await mailsTo(address, subject)).length;
}

/** The address behind the first link of a mail whose path begins with `path`. */
export function linkIn(mail: Mail, path: string): string {
  const links = mail.text.match(/https?:\/\/\S+/g) ?? [];
  const found = links.map((link) => new URL(link)).find((url) => url.pathname.startsWith(path));
  if (!found) {
    throw new Error(`"${mail.subject}" holds no link to ${path}: ${links.join(", ")}`);
  }
  return `${found.pathname}${found.search}${found.hash}`;
}

/** A calendar file attached to a mail, its folded lines joined. */
export function calendarIn(mail: Mail): string {
  const file = mail.attachments.find(({ filename }) => filename.endsWith(".ics"));
  if (!file) {
    throw new Error(`"${mail.subject}" has no calendar file`);
  }
  return Buffer.from(file.content, "base64").toString("utf8").replaceAll("\r\n ", "");
}

export interface PaymentOptions {
  outcome?: "captured" | "authorized" | "failed";
  webhooks?: boolean;
  held?: boolean;
}

/** The customer's part at the checkout, for payments of which the browser never hears. */
export function pay(orderId: string, options: PaymentOptions = {}): Promise<{ events: string[] }> {
  return control("POST", "razorpay/pay", { order_id: orderId, ...options });
}
