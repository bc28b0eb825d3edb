import { useState } from "react";
import { PersonLink } from "@/shared/admin/names";
import type { AuditEntry, JsonValue } from "@/shared/api/generated/types.gen";
import { formatRupees } from "@/shared/lib/format";

type Details = AuditEntry["details"];

const nameOf = (field: string) => field.replace(/_(paise|id)$/, "").replaceAll("_", " ");

function textOf(field: string, value: JsonValue | undefined): string {
  if (value === null || value === undefined) {
    return "nothing";
  }
  if (field.endsWith("_paise") && Number.isSafeInteger(value)) {
    return formatRupees(value as number);
  }
  if (Array.isArray(value) && value.every((item) => typeof item !== "object")) {
    return value.length > 0 ? value.join(", ") : "nothing";
  }
  return typeof value === "object" ? JSON.stringify(value, null, 2) : String(value);
}

function isChange(value: JsonValue): value is { from: JsonValue; to: JsonValue } {
  return typeof value === "object" && value !== null && "from" in value && "to" in value;
}

const PEOPLE = ["mentor_id", "user_id", "mentee_id"];
const ID = /^[0-9a-f]{24}$/;

function Value({ field, value }: { field: string; value: JsonValue }) {
  if (PEOPLE.includes(field) && typeof value === "string" && ID.test(value)) {
    return <PersonLink id={value} />;
  }
  if (!isChange(value)) {
    return <span className="whitespace-pre-wrap">{textOf(field, value)}</span>;
  }
  return (
    <>
      <del className="whitespace-pre-wrap text-ink-muted">
        <span className="sr-only">was </span>
        {textOf(field, value.from)}
      </del>
      <span aria-hidden> → </span>
      <ins className="whitespace-pre-wrap no-underline">
        <span className="sr-only">now </span>
        {textOf(field, value.to)}
      </ins>
    </>
  );
}

/** What an entry of the log says besides who, what and when. */
export function AuditDetails({ details }: { details: Details }) {
  const fields = Object.entries(details);
  const [open, setOpen] = useState(false);
  if (fields.length === 0) {
    return null;
  }
  return (
    <details className="group" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className="inline-flex min-h-9 cursor-pointer items-center text-brand text-sm hover:underline pointer-coarse:min-h-11">
        <span className="group-open:hidden">Show details</span>
        <span className="hidden group-open:inline">Hide details</span>
      </summary>
      {/* Names are looked up only for what somebody looks at. */}
      {open ? (
        <dl className="mt-1 grid gap-x-5 gap-y-1.5 rounded-control bg-sunken p-3 text-sm sm:grid-cols-[max-content_minmax(0,1fr)]">
          {fields.map(([field, value]) => (
            <div key={field} className="sm:contents">
              <dt className="text-ink-muted">{nameOf(field)}</dt>
              <dd className="min-w-0 break-words">
                <Value field={field} value={value} />
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
    </details>
  );
}
