import { expect, test } from "vitest";
import { readEntry } from "./use-entry";

test("a plan leads to booking it, a page that asked comes first", () => {
  expect(readEntry("?plan=growth")).toMatchObject({
    plan: "growth",
    next: "/mentee/book?plan=growth",
    sentHere: false,
    query: "?plan=growth",
  });
  expect(readEntry("?next=%2Fmentee%2Forders").next).toBe("/mentee/orders");
  expect(readEntry("?plan=growth&next=%2Fmentee%2Forders").next).toBe("/mentee/orders");
});

test("what is no plan code is no plan", () => {
  expect(readEntry("?plan=%22%3E%3Cscript").plan).toBeUndefined();
  expect(readEntry("?plan=..%2F..%2Fadmin").next).toBe("/dashboard");
});

test("other parameters are not carried along", () => {
  expect(readEntry("?utm_source=x")).toMatchObject({ next: "/dashboard", query: "" });
});
