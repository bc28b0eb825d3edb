import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { useMutation } from "./use-mutation";

function show(work: (what: string) => Promise<string>) {
  function Buttons() {
    const { mutate, error, data } = useMutation({ mutationFn: work });
    return (
      <>
        <button type="button" onClick={() => mutate("one")}>
          One
        </button>
        <button type="button" onClick={() => mutate("other")}>
          Other
        </button>
        <p>{error?.message ?? data}</p>
      </>
    );
  }
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Buttons />
    </QueryClientProvider>,
  );
}

test("a double click is one click, and another thing is begun all the same", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const work = vi.fn((what: string) => promise.then(() => `${what} done`));
  show(work);
  await userEvent.dblClick(screen.getByRole("button", { name: "One" }));
  await userEvent.click(screen.getByRole("button", { name: "Other" }));
  resolve();
  expect(await screen.findByText("other done")).toBeVisible();
  expect(work.mock.calls.map(([what]) => what)).toEqual(["one", "other"]);
});

test("what failed can be begun again", async () => {
  const work = vi.fn(() => Promise.reject<string>(new Error("not now")));
  show(work);
  await userEvent.click(screen.getByRole("button", { name: "One" }));
  expect(await screen.findByText("not now")).toBeVisible();
  work.mockImplementation(() => Promise.resolve("done"));
  await userEvent.click(screen.getByRole("button", { name: "One" }));
  expect(await screen.findByText("done")).toBeVisible();
});
