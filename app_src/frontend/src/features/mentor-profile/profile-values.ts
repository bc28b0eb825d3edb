import type { MentorProfile } from "@/shared/api/generated/types.gen";
import { z } from "@/shared/forms/zod";

export const LONGEST_HEADLINE = 120;
export const LONGEST_BIO = 4_000;
const MOST = 20;

export const PROFILE_SCHEMA = z.object({
  headline: z
    .string()
    .trim()
    .min(1, "Say in a line who you are")
    .max(LONGEST_HEADLINE, `At most ${LONGEST_HEADLINE} characters`),
  bio: z
    .string()
    .trim()
    .min(1, "A few sentences are enough")
    .max(LONGEST_BIO, `At most ${LONGEST_BIO} characters`),
  companies: z.array(z.string()).max(MOST, `At most ${MOST}`),
  interview_types: z.array(z.string()).max(MOST, `At most ${MOST}`),
});

export type ProfileValues = z.input<typeof PROFILE_SCHEMA>;

export const profileForm = ({
  headline,
  bio,
  companies,
  interview_types,
}: MentorProfile): ProfileValues => ({
  headline,
  bio,
  // In order, so that what is chosen again in another order is no change.
  companies: [...companies].sort(),
  interview_types: [...interview_types].sort(),
});
