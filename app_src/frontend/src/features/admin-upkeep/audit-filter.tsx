import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { userQuery } from "@/shared/admin/lookups";
import { FilterSearch, Filters } from "@/shared/ui/filter-search";
import { FilterSelect } from "@/shared/ui/filter-select";
import { ACTIONS, actionText, SUBJECTS } from "./audit-words";
import { type AuditFilter, administratorsQuery } from "./queries";

const ID = /^[0-9a-f]{24}$/;
const NAME = /^[a-z][a-z0-9._-]{0,63}$/;
const SUBJECT_ID = /^[A-Za-z0-9._:@-]{1,64}$/;

/** The one filter that the address names; what the API would refuse is none. */
export function useAuditFilter(): [AuditFilter, (filter: AuditFilter) => void] {
  const [parameters, setParameters] = useSearchParams();
  const value = (name: string, form: RegExp) => {
    const text = parameters.get(name) ?? "";
    return form.test(text) ? text : undefined;
  };
  const actor = value("actor", ID);
  const action = value("action", NAME);
  const subject = value("subject", NAME);
  const subjectId = value("subject_id", SUBJECT_ID);
  const filter: AuditFilter = actor
    ? { actor }
    : action
      ? { action }
      : subject && subjectId
        ? { subject, subject_id: subjectId }
        : {};
  const change = (next: AuditFilter) =>
    setParameters({ ...next }, { replace: true, preventScrollReset: true });
  return [filter, change];
}

function useActors(actor: string | undefined) {
  const administrators = useQuery(administratorsQuery).data?.items ?? [];
  const listed = administrators.some(({ id }) => id === actor);
  const other = useQuery({ ...userQuery(actor ?? ""), enabled: actor !== undefined && !listed });
  return [
    { value: "", label: "Everybody" },
    ...administrators.map(({ id, name }) => ({ value: id, label: name })),
    ...(actor && !listed ? [{ value: actor, label: other.data?.name ?? "One account" }] : []),
  ];
}

interface AuditFiltersProps {
  filter: AuditFilter;
  onChange: (filter: AuditFilter) => void;
}

/** Who, what, or to what: one of them at a time, so choosing one leaves the others. */
export function AuditFilters({ filter, onChange }: AuditFiltersProps) {
  const actors = useActors(filter.actor);
  const [chosenKind, setKind] = useState("booking");
  const kind = filter.subject ?? chosenKind;
  const known = Object.keys(ACTIONS);
  const actions =
    filter.action && !known.includes(filter.action) ? [...known, filter.action] : known;
  return (
    <>
      <Filters>
        <FilterSelect
          label="Who"
          value={filter.actor ?? ""}
          onChange={(actor) => onChange(actor ? { actor } : {})}
          options={actors}
        />
        <FilterSelect
          label="Did what"
          value={filter.action ?? ""}
          onChange={(action) => onChange(action ? { action } : {})}
          options={[
            { value: "", label: "Everything" },
            ...actions.map((value) => ({ value, label: actionText(value) })),
          ]}
        />
        <FilterSelect
          label="To what"
          value={kind}
          onChange={(subject) => {
            setKind(subject);
            if (filter.subject_id) {
              onChange({});
            }
          }}
          options={
            SUBJECTS.some(({ value }) => value === kind)
              ? SUBJECTS
              : [...SUBJECTS, { value: kind, label: kind }]
          }
        />
        <FilterSearch
          label="With this id"
          placeholder="from its page's address"
          value={filter.subject_id ?? ""}
          onChange={(id) => onChange(id ? { subject: kind, subject_id: id } : {})}
        />
      </Filters>
      <p className="-mt-3 mb-6 text-ink-muted text-sm">One of these at a time.</p>
    </>
  );
}
