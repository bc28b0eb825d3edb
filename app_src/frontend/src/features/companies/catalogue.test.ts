import { expect, test } from "vitest";
import { categoryLabel } from "./categories";
import { levelRange } from "./level-range";

test("a level range names the first and the last level", () => {
  const track = (title: string) => ({ code: title, title, seniority: "mid" as const });
  expect(levelRange([track("L3 · Software Engineer II"), track("L6 · Staff")])).toBe("L3 to L6");
  expect(levelRange([track("SDE I")])).toBe("SDE I");
  expect(levelRange([])).toBe("Tracks will follow");
});

test("a category the page does not know yet still reads well", () => {
  expect(categoryLabel("unicorn")).toBe("Indian unicorns");
  expect(categoryLabel("deep_tech")).toBe("Deep tech");
});
