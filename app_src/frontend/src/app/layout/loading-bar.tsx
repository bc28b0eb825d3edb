import { useNavigation } from "react-router";

/** A line along the top while the code of the next page loads. */
export function LoadingBar() {
  const loading = useNavigation().state === "loading";
  return (
    <div
      aria-hidden="true"
      className={`fixed inset-x-0 top-0 z-50 h-0.5 bg-accent transition-opacity delay-150 ${loading ? "opacity-100" : "opacity-0"}`}
    />
  );
}
