import type { AdminCompany, CompanyCategory, Seniority } from "@/shared/api/generated/types.gen";
import { codeSchema } from "@/shared/forms/code-field";
import { z } from "@/shared/forms/zod";
import { line, withOwnCodes } from "./schemas";

export const CATEGORIES: readonly { value: CompanyCategory; label: string }[] = [
  { value: "product", label: "Product company" },
  { value: "unicorn", label: "Indian unicorn" },
];

export const SENIORITIES: readonly { value: Seniority; label: string }[] = [
  { value: "entry", label: "Entry" },
  { value: "mid", label: "Mid" },
  { value: "senior", label: "Senior" },
  { value: "staff", label: "Staff" },
];

export const companySchema = z.object({
  name: line,
  category: z.enum(["product", "unicorn"], "Choose a category"),
  tracks: withOwnCodes(
    z.object({
      code: codeSchema,
      title: line,
      seniority: z.enum(["entry", "mid", "senior", "staff"], "Choose a level"),
    }),
    30,
  ),
});

export const newCompanySchema = companySchema.extend({ slug: codeSchema });

export const BLANK_TRACK = { code: "", title: "", seniority: "mid" } as const;

export const companyForm = ({ name, category, tracks }: AdminCompany) => ({
  name,
  category,
  tracks,
});
