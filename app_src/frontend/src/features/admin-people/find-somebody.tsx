import { useNavigate } from "react-router";
import { Card } from "@/shared/ui/card";
import { FilterSearch } from "@/shared/ui/filter-search";

/** The way to an account from wherever one is. */
export function FindSomebody() {
  const navigate = useNavigate();
  return (
    <Card title="Find somebody">
      <FilterSearch
        label="E-mail address begins with"
        placeholder="asha@"
        value=""
        onChange={(email) =>
          void navigate(email ? `/admin/users?email=${encodeURIComponent(email)}` : "/admin/users")
        }
      />
    </Card>
  );
}
