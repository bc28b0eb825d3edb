import { CodeField } from "@/shared/forms/code-field";
import { ChoiceField, SelectField, TextField } from "@/shared/forms/fields";
import { RowsField } from "@/shared/forms/rows-field";
import { Card } from "@/shared/ui/card";
import { BLANK_TRACK, CATEGORIES, SENIORITIES } from "./company-schema";

/** What makes a company, new or known; `isNew` asks for its address too. */
export function CompanyFields({ isNew = false }: { isNew?: boolean }) {
  return (
    <>
      <Card title="Company">
        <div className="grid gap-5">
          <TextField name="name" label="Name" maxLength={120} autoComplete="off" />
          {isNew ? (
            <CodeField
              name="slug"
              from="name"
              label="Address"
              hint="Stands in links and references; cannot be changed later."
            />
          ) : null}
          <ChoiceField name="category" label="Category" choices={CATEGORIES} />
        </div>
      </Card>
      <Card title="Role tracks">
        <RowsField
          name="tracks"
          label="From the most junior to the most senior"
          hint="A booking keeps the track it was made for, whatever changes here."
          rowName={(index) => `track ${index + 1}`}
          blank={BLANK_TRACK}
          add="Add a track"
          min={1}
          max={30}
        >
          {(row) => (
            <div className="grid grid-cols-2 gap-3 sm:grid-cols-[2fr_1fr_1fr]">
              <div className="col-span-2 sm:col-span-1">
                <TextField name={`${row}.title`} label="Title" maxLength={120} />
              </div>
              <CodeField name={`${row}.code`} from={`${row}.title`} label="Code" />
              <SelectField name={`${row}.seniority`} label="Level" options={SENIORITIES} />
            </div>
          )}
        </RowsField>
      </Card>
    </>
  );
}
