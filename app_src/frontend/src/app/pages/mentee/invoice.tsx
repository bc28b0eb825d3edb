import { useParams } from "react-router";
import { Invoice } from "@/features/orders/invoice";

export function Component() {
  const { invoiceId = "" } = useParams();
  return <Invoice key={invoiceId} invoiceId={invoiceId} />;
}
