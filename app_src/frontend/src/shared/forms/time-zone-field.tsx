import { Combobox } from "@base-ui/react/combobox";
import { Check, ChevronsUpDown } from "lucide-react";
import { useMemo } from "react";
import { useController } from "react-hook-form";
import { allZones, browserZone, formatTime, zoneName } from "@/shared/lib/time";
import { useNow } from "@/shared/lib/use-now";
import { CONTROL, FieldNotes, type FieldProps, useField } from "./field";

// By the names people look for; the list itself knows cities only.
const ALSO: Readonly<Record<string, string>> = {
  "Asia/Kolkata": "india ist mumbai delhi bengaluru bangalore chennai hyderabad pune calcutta",
  "Asia/Katmandu": "nepal kathmandu",
  "America/New_York": "eastern est edt boston",
  "America/Chicago": "central cst cdt dallas austin",
  "America/Los_Angeles": "pacific pst pdt san francisco seattle bay area",
  "Europe/London": "uk england gmt bst",
  "Europe/Berlin": "germany cet cest munich",
  UTC: "gmt universal",
};
const SHOWN = 60;

/** "Asia/Kolkata" → "Kolkata, Asia" */
function readable(zone: string): string {
  const [region, ...rest] = zone.replaceAll("_", " ").split("/");
  return rest.length === 0 ? zone : `${rest.reverse().join(", ")}, ${region}`;
}

export function matches(zone: string, query: string): boolean {
  const text = `${readable(zone)} ${zone} ${ALSO[zone] ?? ""}`.toLowerCase();
  return query
    .toLowerCase()
    .split(/[\s,/]+/)
    .every((word) => text.includes(word));
}

/** All zones, the likeliest first. */
function choices(current: string): string[] {
  return [...new Set([current, browserZone(), "Asia/Kolkata", "UTC", ...allZones()])].filter(
    Boolean,
  );
}

function Zone({ zone, now }: { zone: string; now: string }) {
  return (
    <Combobox.Item
      value={zone}
      className="flex min-h-11 cursor-pointer items-center gap-2.5 rounded-control px-3 outline-none data-highlighted:bg-brand-soft"
    >
      <span className="w-4 shrink-0">
        <Combobox.ItemIndicator>
          <Check aria-hidden className="size-4 text-brand" />
        </Combobox.ItemIndicator>
      </span>
      <span className="min-w-0 grow">{readable(zone)}</span>
      <span className="shrink-0 text-ink-muted text-sm tabular-nums">{formatTime(now, zone)}</span>
    </Combobox.Item>
  );
}

/** A time zone, found by city or country, with the time it is there now. */
export default function TimeZoneField({ name, label, hint }: FieldProps) {
  const { field } = useController({ name });
  const { id, message, aria } = useField(name, hint ?? true);
  const now = new Date(useNow(20_000)).toISOString();
  const zone: string = field.value;
  const items = useMemo(() => choices(zone), [zone]);
  return (
    <div>
      <Combobox.Root
        items={items}
        value={zone}
        onValueChange={(value) => field.onChange(value ?? zone)}
        itemToStringLabel={readable}
        filter={matches}
        limit={SHOWN}
        autoHighlight
      >
        <Combobox.Label className="mb-1.5 block font-semibold">{label}</Combobox.Label>
        <Combobox.Trigger
          ref={field.ref}
          onBlur={field.onBlur}
          className={`${CONTROL} flex items-center justify-between gap-3 text-left`}
          {...aria}
        >
          <span className="min-w-0 truncate">{readable(zone)}</span>
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-ink-muted" />
        </Combobox.Trigger>
        <Combobox.Portal>
          <Combobox.Positioner align="start" sideOffset={6} className="z-50 outline-none">
            <Combobox.Popup
              aria-label="Time zones"
              className="w-[max(var(--anchor-width),min(20rem,calc(100vw-2rem)))] rounded-card border border-line bg-surface p-1.5 text-ink shadow-card transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0"
            >
              <Combobox.Input
                aria-label="Find a time zone"
                placeholder="A city, or India"
                className={`${CONTROL} outline-offset-0`}
              />
              <Combobox.Empty>
                <p className="px-3 py-3 text-ink-muted">
                  Nothing found. Try the largest city nearby.
                </p>
              </Combobox.Empty>
              <Combobox.List className="mt-1.5 max-h-[min(18rem,calc(var(--available-height)-5rem))] overflow-y-auto overscroll-contain outline-none">
                {(item: string) => <Zone key={item} zone={item} now={now} />}
              </Combobox.List>
            </Combobox.Popup>
          </Combobox.Positioner>
        </Combobox.Portal>
      </Combobox.Root>
      <FieldNotes
        id={id}
        hint={
          <>
            It is {formatTime(now, zone)} {zoneName(zone, now)} there now. {hint}
          </>
        }
        message={message}
      />
    </div>
  );
}
