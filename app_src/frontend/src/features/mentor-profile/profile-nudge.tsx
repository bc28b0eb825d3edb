import { useQuery } from "@tanstack/react-query";
import { Alert } from "@/shared/ui/alert";
import { ButtonLink } from "@/shared/ui/button";
import { profileQuery } from "./queries";

/** Says what stands between a mentor and being shown to mentees. */
export function ProfileNudge() {
  const { data } = useQuery(profileQuery);
  if (!data) {
    return null;
  }
  const missing = [
    data.headline ? "" : "a headline",
    data.bio ? "" : "a few words about you",
    data.companies.length > 0 ? "" : "your companies",
    data.interview_types.length > 0 ? "" : "the interviews you give",
  ].filter(Boolean);
  if (missing.length > 0) {
    return (
      <Alert
        tone="warning"
        title="Your public profile is not complete"
        action={<ButtonLink to="/mentor/profile">Complete it</ButtonLink>}
      >
        <p>
          Missing: {new Intl.ListFormat("en-GB").format(missing)}. Mentees choose by what they read
          here.
        </p>
      </Alert>
    );
  }
  return data.active ? null : (
    <Alert title="You are not shown to mentees yet">
      <p>An administrator looks at every new profile and then switches it on. Nothing to do.</p>
    </Alert>
  );
}
