import type { TaxTotal } from "@/shared/api/generated/types.gen";
import { formatRupees } from "@/shared/lib/format";
import { Card } from "@/shared/ui/card";
import { Table } from "@/shared/ui/table";

export const KINDS = { invoice: "Invoice", credit_note: "Credit note" } as const;
const PLURALS = { invoice: "Invoices", credit_note: "Credit notes" } as const;

/** What a tax return asks: sums by kind and rate over the whole period. */
export function InvoiceTotals({ totals }: { totals: readonly TaxTotal[] }) {
  const money = (header: string, of: (total: TaxTotal) => number) => ({
    header,
    numeric: true,
    cell: (total: TaxTotal) => formatRupees(of(total)),
  });
  return (
    <Card title="Totals of the period" className="mb-7">
      <Table
        caption="Totals by kind and rate"
        rows={totals}
        keyOf={({ kind, rate_percent: rate }) => `${kind} ${rate}`}
        columns={[
          {
            header: "What",
            cell: ({ kind, rate_percent: rate }) =>
              `${PLURALS[kind]}, ${rate === 0 ? "without tax" : `${rate} %`}`,
          },
          { header: "How many", numeric: true, cell: ({ documents }) => documents },
          money("Taxable", (total) => total.taxable_paise),
          money("CGST", (total) => total.cgst_paise),
          money("SGST", (total) => total.sgst_paise),
          money("IGST", (total) => total.igst_paise),
          money("Amount", (total) => total.amount_paise),
        ]}
      />
    </Card>
  );
}
