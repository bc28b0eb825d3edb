import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type ApiError, explain, hasCode, isRefusal } from "@/shared/api/errors";
import type { AdminBooking } from "@/shared/api/generated/types.gen";
import { toast } from "@/shared/ui/toast";
import { refusalText } from "./problems";
import { BOOKINGS, bookingQuery } from "./queries";

export interface Refusal {
  title: string;
  text: string;
}

export interface Changed {
  done: (booking: AdminBooking, title: string, description?: string) => void;
  refused: (error: unknown, mentor?: string) => void;
}

function sentence(error: unknown, mentor: string): string {
  if (hasCode(error, "booking_moved_on")) {
    return "Somebody else, or the mentee, was faster: the booking is in another state by now. This page shows it as it is.";
  }
  return refusalText((error as ApiError).code, mentor) ?? explain(error);
}

/** What follows from doing something to a booking: everything that shows it is asked for again, and refusals stay visible. */
export function useBookingChanges(bookingId: string) {
  const client = useQueryClient();
  const [refusal, setRefusal] = useState<Refusal>();

  function reload(...except: unknown[]) {
    void client.invalidateQueries({
      queryKey: BOOKINGS,
      predicate: ({ queryKey }) => !except.includes(queryKey[2]),
    });
  }

  const changed: Changed = {
    done: (booking, title, description) => {
      setRefusal(undefined);
      client.setQueryData(bookingQuery(bookingId).queryKey, booking);
      // A booking that has moved on has no candidates: asking would be refused.
      reload("one", "candidates");
      toast.success(title, description);
    },
    refused: (error, mentor = "The mentor") => {
      setRefusal({
        title: isRefusal(error) ? "That was not possible any more" : "That did not get through",
        text: sentence(error, mentor),
      });
      reload(hasCode(error, "booking_moved_on") ? "candidates" : undefined);
    },
  };
  return { changed, refusal };
}
