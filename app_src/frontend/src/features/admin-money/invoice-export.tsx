import { Download } from "lucide-react";
import { callApi } from "@/shared/api/client";
import { adminExportInvoices } from "@/shared/api/generated/sdk.gen";
import { useMutation } from "@/shared/api/use-mutation";
import { Button } from "@/shared/ui/button";
import { toast } from "@/shared/ui/toast";
import type { Period } from "./invoice-period";

// A year of a busy platform is a hundred thousand lines.
const TIMEOUT_MS = 120_000;

async function download({ from, to }: Period): Promise<void> {
  const content = await callApi(
    (call) => adminExportInvoices({ ...call, query: { from, to }, parseAs: "blob" }),
    undefined,
    TIMEOUT_MS,
  );
  const url = URL.createObjectURL(content as unknown as Blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = `invoices-${from}-${to}.csv`;
  link.click();
  // Not at once: some browsers begin to read only after the click is over.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export function InvoiceExport({ period }: { period: Period }) {
  const { mutate, isPending } = useMutation({
    mutationFn: download,
    onSuccess: (_, { from, to }) =>
      toast.success("The table is downloaded", `invoices-${from}-${to}.csv`),
    onError: (error) => toast.failure("The table could not be made", error),
  });
  return (
    <Button variant="outline" busy={isPending} onClick={() => mutate(period)}>
      {isPending ? null : <Download aria-hidden className="size-4" />}
      {isPending ? "Making the table…" : "Download as a table (CSV)"}
    </Button>
  );
}
