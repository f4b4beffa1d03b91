import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cataloguePages } from "../../scripts/catalogue-pages";

describe("the reference pages", () => {
  test.each(Object.keys(cataloguePages()))("docs/%s says what the model says; npm run docs writes it anew", (file) => {
    expect(readFileSync(join("docs", file), "utf8")).toBe(cataloguePages()[file]);
  });

  test("name every service, profile and rule", () => {
    const pages = cataloguePages();
    expect(pages["services.md"]?.split("\n").filter((line) => line.startsWith("| `")).length).toBeGreaterThan(100);
    expect(pages["profiles.md"]?.match(/^## /gm)).toHaveLength(19);
    expect(pages["policy-checks.md"]?.match(/^\| SEG-\d{3} /gm)).toHaveLength(15);
  });
});
