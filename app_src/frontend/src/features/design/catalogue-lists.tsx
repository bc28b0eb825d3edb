import { MoreHorizontal, Pencil } from "lucide-react";
import { useState } from "react";
import { Badge } from "@/shared/ui/badge";
import { Button } from "@/shared/ui/button";
import { FilterBar } from "@/shared/ui/filter-bar";
import { FilterSearch, Filters } from "@/shared/ui/filter-search";
import { FilterSelect } from "@/shared/ui/filter-select";
import { Menu, MenuItem, MenuLink, MenuSeparator } from "@/shared/ui/menu";
import { Stepper } from "@/shared/ui/stepper";
import { Table } from "@/shared/ui/table";
import { TabNav } from "@/shared/ui/tabs";
import type { Entry } from "./entry";

const OPTIONS = [
  { value: "", label: "All" },
  { value: "waiting", label: "Waiting" },
  { value: "done", label: "Done" },
];

function FilterSamples() {
  const [value, setValue] = useState("");
  return (
    <>
      <FilterBar label="State" options={OPTIONS} value={value} onChange={setValue} />
      <Filters>
        <FilterSearch label="Name or address" value="" onChange={() => {}} />
        <FilterSelect label="State" options={OPTIONS} value={value} onChange={setValue} />
      </Filters>
    </>
  );
}

const ROWS = [
  { id: "1", name: "Asha Rao", state: "Active", mocks: 3 },
  { id: "2", name: "Ravi Menon", state: "Suspended", mocks: 12 },
];

function StepperSample() {
  const [step, setStep] = useState(2);
  return (
    <Stepper
      steps={["Company", "Type", "Times", "Confirm", "Pay"]}
      current={step}
      onGoTo={setStep}
    />
  );
}

export const LISTS: readonly Entry[] = [
  {
    names: ["FilterBar", "FilterSelect", "FilterSearch", "Filters"],
    when: "Views of a list, kept in the address with useFilter. The bar for up to five choices, the select for more, the search where the API searches; Filters puts them side by side.",
    sample: <FilterSamples />,
  },
  {
    names: ["Table"],
    when: "Rows that are compared. On a phone each row becomes a block with its headers.",
    sample: (
      <Table
        caption="People"
        columns={[
          { header: "Name", cell: (row: (typeof ROWS)[number]) => row.name },
          { header: "State", cell: ({ state }) => <Badge>{state}</Badge> },
          { header: "Mocks", cell: ({ mocks }) => mocks, numeric: true },
        ]}
        rows={ROWS}
        keyOf={({ id }) => id}
      />
    ),
  },
  {
    names: ["Menu", "MenuItem", "MenuLink", "MenuSeparator"],
    when: "Actions on one thing when there is no room for buttons. What is used all the time stays outside.",
    sample: (
      <Menu
        trigger={
          <Button variant="outline" size="small">
            <MoreHorizontal aria-hidden className="size-4" />
            More
          </Button>
        }
      >
        <MenuItem onSelect={() => {}}>
          <Pencil aria-hidden className="size-4" />
          Change
        </MenuItem>
        <MenuSeparator />
        <MenuLink to="/components">Open</MenuLink>
      </Menu>
    ),
  },
  {
    names: ["TabNav"],
    when: "Parts of one page with addresses of their own.",
    sample: (
      <TabNav
        label="Parts"
        tabs={[
          { to: "/components", label: "Here" },
          { to: "/pricing", label: "Elsewhere" },
        ]}
      />
    ),
  },
  {
    names: ["Stepper"],
    when: "Where one is in something of several steps; back is always possible, ahead never.",
    sample: <StepperSample />,
  },
];
