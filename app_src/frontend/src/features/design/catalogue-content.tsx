import { BrandMark } from "@/shared/ui/brand-mark";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";
import { Countdown } from "@/shared/ui/countdown";
import { Facts } from "@/shared/ui/facts";
import { Moment, Span } from "@/shared/ui/moment";
import type { Entry } from "./entry";

const AT = "2026-11-23T14:00:00Z";
const END = "2026-11-23T15:00:00Z";

export const CONTENT: readonly Entry[] = [
  {
    names: ["PageMeta"],
    when: "First in every page: title, description and, with a path, the preview for sharing. Without a path search engines are told to leave it.",
  },
  {
    names: ["PageHeader"],
    when: "The opening band of a public page, with its h1: the head of this page is one.",
  },
  {
    names: ["PageTitle"],
    when: "The head of a signed-in page: the h1, the way back, the main action. Not drawn here, where it would be a second h1; see /mentor.",
  },
  {
    names: ["Section"],
    when: "A titled band of a public page; sunken in turn, so that bands can be told apart. Not drawn here, where its address would come twice; see the landing page.",
  },
  {
    names: ["Card"],
    when: "A panel of a signed-in page; its title names it as a region. Cards are not nested.",
    sample: (
      <Card title="Next mocks" aside={<Button size="small">All mocks</Button>} level={3}>
        <p>What belongs together.</p>
      </Card>
    ),
  },
  {
    names: ["Facts"],
    when: "Names and values of one thing. What has no value is left out by itself.",
    sample: (
      <Facts
        facts={[
          ["Company", "Google"],
          ["Track", "L4 · Software Engineer III"],
          ["Note", null],
        ]}
      />
    ),
  },
  {
    names: ["Moment", "Span"],
    when: "Every time that is shown: in the viewer's zone, with the zone named.",
    sample: (
      <div className="grid gap-1">
        <Moment at={AT} />
        <Span from={AT} to={END} />
      </div>
    ),
  },
  {
    names: ["Countdown"],
    when: "Time that runs out while one looks at it: a hold, a payment, the start of a mock.",
    sample: (
      <p>
        <Countdown until={new Date(Date.now() + 14 * 60_000).toISOString()} />
      </p>
    ),
  },
  {
    names: ["BrandMark"],
    when: "The mark, beside the name. Decorative: the word carries the name.",
    sample: <BrandMark className="size-12" />,
  },
];
