import { z } from "@/shared/forms/zod";

export const personName = z
  .string()
  .trim()
  .min(1, "Type a name")
  .max(120, "At most 120 characters");

export const emailAddress = z.email("Type an e-mail address").max(254, "At most 254 characters");
