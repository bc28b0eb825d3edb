import { expect, test } from "vitest";
import { safeNext } from "./safe-next";

test.each([
  ["?next=/mentee/book", "/mentee/book"],
  ["?next=%2Fmentee%2Forders%2F1%3Fa%3Db%23c", "/mentee/orders/1?a=b#c"],
  ["", "/dashboard"],
  ["?next=https://evil.example", "/dashboard"],
  ["?next=//evil.example/x", "/dashboard"],
  ["?next=/\\evil.example", "/dashboard"],
  ["?next=javascript:alert(1)", "/dashboard"],
])("%s leads to %s", (search, path) => {
  expect(safeNext(search)).toBe(path);
});
