import { Star } from "lucide-react";
import type { MockView, Rating } from "@/shared/api/generated/types.gen";
import { Card } from "@/shared/ui/card";
import { Moment } from "@/shared/ui/moment";

const STARS = [1, 2, 3, 4, 5];

/** What the mentee said of the mock, once they have. */
export function MenteesRating({ mock, rating }: { mock: MockView; rating: Rating | null }) {
  return (
    <Card title={`What ${mock.mentee.name} says`}>
      {rating ? (
        <>
          <p className="flex items-center gap-1">
            {STARS.map((star) => (
              <Star
                key={star}
                aria-hidden
                className={`size-5 ${star <= rating.stars ? "fill-accent text-accent" : "text-line-strong"}`}
              />
            ))}
            <span className="ml-2 font-medium">{rating.stars} of 5</span>
          </p>
          {rating.comment ? (
            <blockquote className="mt-3 border-accent border-l-3 pl-3">{rating.comment}</blockquote>
          ) : null}
          <p className="mt-2 text-ink-muted text-sm">
            <Moment at={rating.at} />
          </p>
        </>
      ) : (
        <p className="text-ink-muted">
          No rating yet. Mentees can give one once they have read your feedback.
        </p>
      )}
    </Card>
  );
}
