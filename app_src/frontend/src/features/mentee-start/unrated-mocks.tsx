import { Link } from "react-router";
import type { MockView } from "@/shared/api/generated/types.gen";
import { useTypeName } from "@/shared/api/interview-types";
import { Badge } from "@/shared/ui/badge";
import { Card } from "@/shared/ui/card";
import { Moment } from "@/shared/ui/moment";

/** Mocks whose feedback is there and that were not rated yet. */
export function UnratedMocks({ mocks }: { mocks: readonly MockView[] }) {
  const typeName = useTypeName();
  return (
    <Card title="Waiting for your rating">
      <ul className="divide-y divide-line">
        {mocks.map((mock) => (
          <li key={mock.id} className="relative py-3.5 first:pt-0 last:pb-0">
            <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
              <Link
                to={`/mentee/mocks/${mock.id}`}
                className="font-semibold after:absolute after:inset-0 hover:text-brand"
              >
                {mock.company.name} · {typeName(mock.interview_type)}
              </Link>
              <Badge tone="warning">To rate</Badge>
            </div>
            <p className="text-ink-muted text-sm">
              <Moment at={mock.start_at} />, with {mock.mentor.name}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
