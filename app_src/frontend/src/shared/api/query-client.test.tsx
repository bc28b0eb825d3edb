import { onlineManager } from "@tanstack/react-query";
import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { renderPage, stubRoutes } from "@tests/support";
import { expect, onTestFinished, test } from "vitest";
import { useMutation } from "@/shared/api/use-mutation";
import { callApi } from "./client";
import { explain } from "./errors";
import { logout } from "./generated/sdk.gen";

function Action() {
  const { mutate, error } = useMutation({ mutationFn: () => callApi((call) => logout(call)) });
  return (
    <>
      <button type="button" onClick={() => mutate()}>
        Do it
      </button>
      {error ? <p role="alert">{explain(error)}</p> : null}
    </>
  );
}

test("without a connection an action says so at once, and nothing is sent later", async () => {
  const requests = stubRoutes({ "POST /api/auth/logout": new TypeError("Failed to fetch") });
  onlineManager.setOnline(false);
  onTestFinished(() => act(() => onlineManager.setOnline(true)));
  renderPage(<Action />);
  await userEvent.click(screen.getByRole("button", { name: "Do it" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("We could not reach Codementee");
  act(() => onlineManager.setOnline(true));
  expect(requests).toHaveLength(1);
});
