import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { creditsQuery } from "@/shared/api/credits";
import type { CreditLotView } from "@/shared/api/generated/types.gen";
import { countOf } from "@/shared/lib/format";
import { serverNow } from "@/shared/lib/server-clock";
import { Badge } from "@/shared/ui/badge";
import { Card } from "@/shared/ui/card";
import { Meter } from "@/shared/ui/meter";
import { Moment } from "@/shared/ui/moment";

function Lot({ lot }: { lot: CreditLotView }) {
  const over = Date.parse(lot.expires_at) <= serverNow();
  const usedUp = lot.remaining === 0;
  return (
    <li className="py-4 first:pt-0 last:pb-0">
      <Meter
        label={lot.order_id ? "Bought" : "Given to you"}
        value={lot.remaining}
        max={Math.max(lot.granted, 1)}
        text={`${lot.remaining} of ${countOf(lot.granted, "mock")} left`}
      />
      <p className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-muted text-sm">
        <span>
          <Moment at={lot.created_at} />
        </span>
        <span>
          {over ? "Ended" : "Until"} <Moment at={lot.expires_at} />
        </span>
        {usedUp || over ? <Badge>{usedUp ? "Used up" : "Ended"}</Badge> : null}
        {lot.order_id ? (
          <Link
            to={`/mentee/orders/${lot.order_id}`}
            className="inline-flex min-h-9 items-center font-medium text-brand underline-offset-4 hover:underline pointer-coarse:min-h-11"
          >
            Order and invoice
          </Link>
        ) : null}
      </p>
    </li>
  );
}

/** What was bought or given, and what is left of each. Shows nothing while there is nothing. */
export function Lots() {
  const { data } = useQuery(creditsQuery);
  if (!data || data.items.length === 0) {
    return null;
  }
  return (
    <Card title="What you have bought">
      <ul className="divide-y divide-line">
        {data.items.map((lot) => (
          <Lot key={lot.id} lot={lot} />
        ))}
      </ul>
      <p className="mt-4 text-ink-muted text-sm">
        A booking uses what ends first. What comes back to you can be used for at least 14 days
        more.
      </p>
    </Card>
  );
}
