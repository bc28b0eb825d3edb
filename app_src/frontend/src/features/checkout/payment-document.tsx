import { type ReactNode, useEffect } from "react";
import { useLocation } from "react-router";
import { documentPath } from "@/shared/lib/config";
import { ListSkeleton } from "@/shared/ui/list-skeleton";

const area = (path: string) => path.split("/")[1];

/**
 * The edge lets the payment service's script and frames into documents of the mentee's area only (nginx_payment_path), and
 * a document keeps the policy it was loaded with. Whoever signed in on a public page is still in that one: loaded anew.
 */
export function PaymentDocument({ children }: { children: ReactNode }) {
  const { pathname } = useLocation();
  const elsewhere = area(documentPath) !== area(pathname);
  useEffect(() => {
    if (elsewhere) {
      window.location.reload();
    }
  }, [elsewhere]);
  return elsewhere ? <ListSkeleton rows={3} height="h-28" /> : children;
}
