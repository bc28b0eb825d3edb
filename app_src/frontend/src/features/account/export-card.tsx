import { Download } from "lucide-react";
import { callApi } from "@/shared/api/client";
import { explain } from "@/shared/api/errors";
import { exportAccount } from "@/shared/api/generated/sdk.gen";
import { useMutation } from "@/shared/api/use-mutation";
import { Alert } from "@/shared/ui/alert";
import { Button } from "@/shared/ui/button";
import { Card } from "@/shared/ui/card";

// A mentor of some years has much to pack.
const TIMEOUT_MS = 120_000;

function save(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // Not at once: some browsers begin to read only after the click is over.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

async function download(): Promise<string> {
  const content = await callApi(
    (call) => exportAccount({ ...call, parseAs: "blob" }),
    undefined,
    TIMEOUT_MS,
  );
  const name = `codementee-${new Date().toISOString().slice(0, 10)}.zip`;
  save(content as Blob, name);
  return name;
}

export function ExportCard() {
  const { mutate, isPending, data: name, error } = useMutation({ mutationFn: download });
  return (
    <Card title="Your data">
      <p className="text-ink-muted">
        Everything we keep about you, as one ZIP archive: a readable file for each kind of data, and
        a list of what is in it. Up to three times an hour; a mail tells you that it was done.
      </p>
      <div className="mt-5 grid justify-items-start gap-4">
        {error ? <Alert tone="danger">{explain(error)}</Alert> : null}
        {name && !isPending ? (
          <Alert tone="success">
            <p className="break-all">{name} is in your downloads.</p>
          </Alert>
        ) : null}
        <Button variant="outline" busy={isPending} onClick={() => mutate()}>
          <Download aria-hidden className="size-5" />
          {isPending ? "Packing…" : "Download my data"}
        </Button>
      </div>
    </Card>
  );
}
