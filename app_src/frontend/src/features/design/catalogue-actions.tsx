import { CalendarPlus } from "lucide-react";
import { Button, ButtonLink } from "@/shared/ui/button";
import { CopyButton } from "@/shared/ui/copy-button";
import { JoinMeeting } from "@/shared/ui/join-meeting";
import type { Entry } from "./entry";

const VARIANTS = ["primary", "accent", "outline", "quiet", "danger"] as const;
const HOUR_MS = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString();

export const ACTIONS: readonly Entry[] = [
  {
    names: ["Button"],
    when: "Does something here. One primary a page or dialogue; accent only for what is sold; quiet inside rows; danger for what cannot be undone. busy keeps focus and lets nothing through.",
    sample: (
      <div className="grid gap-3">
        <div className="flex flex-wrap gap-3">
          {VARIANTS.map((variant) => (
            <Button key={variant} variant={variant}>
              {variant}
            </Button>
          ))}
        </div>
        <div className="flex flex-wrap items-center gap-3">
          <Button size="small">small</Button>
          <Button busy>busy</Button>
          <Button disabled>disabled</Button>
          <Button variant="outline">
            <CalendarPlus aria-hidden className="size-4" />
            with an icon
          </Button>
        </div>
        <div className="rounded-control bg-band p-4">
          <Button variant="onBand">onBand</Button>
        </div>
      </div>
    ),
  },
  {
    names: ["ButtonLink"],
    when: "Looks like a button, goes somewhere: it has an address, so it can be opened in a new tab.",
    sample: (
      <div className="flex flex-wrap gap-3">
        <ButtonLink to="/components">Go there</ButtonLink>
        <ButtonLink to="/components" variant="outline" size="small">
          Go there
        </ButtonLink>
      </div>
    ),
  },
  {
    names: ["CopyButton"],
    when: "Beside a reference, a link, an id: anything people otherwise retype.",
    sample: (
      <div className="flex flex-wrap items-center gap-3">
        <code className="font-mono">CM-7K2MQD</code>
        <CopyButton text="CM-7K2MQD" subject="the reference" />
        <CopyButton text="CM-7K2MQD" subject="the reference" labelled />
      </div>
    ),
  },
  {
    names: ["JoinMeeting"],
    when: "The way into a mock: a countdown and the link before, a button near its time. Wherever a mock that is agreed is shown.",
    sample: (
      <div className="grid gap-5">
        <JoinMeeting startAt={inHours(30)} endAt={inHours(31)} url="https://meet.example/abc" />
        <JoinMeeting startAt={inHours(-0.2)} endAt={inHours(1)} url="https://meet.example/abc" />
        <JoinMeeting startAt={inHours(30)} endAt={inHours(31)} url={null} />
      </div>
    ),
  },
];
