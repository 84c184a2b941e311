import { readFileSync } from "node:fs";
import temml from "temml";
import { describe, expect, it } from "vitest";
import { ROOT } from "../support/sources.ts";
import { derived, pictures } from "./tutorial/derived.ts";
import { looseNumbers, regenerate } from "./tutorial/regenerate.ts";

const PAGE = "docs/how-backpropagation-works.md";
const UPDATE = "is out of date; update it with: node scripts/tutorial.mjs";
const page = readFileSync(ROOT + PAGE, "utf8");
const formulas = [...page.matchAll(/^\$\$\n([\s\S]*?)\n\$\$$/gm)].map(([, latex]) => latex!);

describe(PAGE, () => {
  it("says what the program computes", () => {
    expect(page, `${PAGE} ${UPDATE}`).toBe(regenerate(page, derived));
  });

  it.each([...pictures])("shows %s as the program draws it", (path, picture) => {
    expect(page).toContain(path.replace("docs/", "]("));
    expect(readFileSync(ROOT + path, "utf8"), `${path} ${UPDATE}`).toBe(picture);
  });

  it("has no decimal number that is not computed", () => {
    expect(looseNumbers(page)).toEqual([]);
  });

  it("begins no line of a paragraph with a comment, which would end the paragraph", () => {
    expect(page.match(/^\s*<!-- derived: \S+ -->.+$/gm)).toBeNull();
  });

  it("has formulas that can be read as LaTeX", () => {
    expect(formulas.length).toBeGreaterThan(20);
    for (const latex of formulas) {
      expect(
        () => temml.renderToString(latex, { displayMode: true, throwOnError: true }),
        latex,
      ).not.toThrow();
    }
  });

  it("has no formula that Markdown would change: no backslash before a sign, no empty line", () => {
    expect(formulas.filter((latex) => /\\[^A-Za-z]|\n\n/.test(latex))).toEqual([]);
  });
});

describe("a page with derived parts", () => {
  const numbers = new Map([
    ["a", "0.25"],
    ["b", "| x |"],
  ]);

  it("is written anew, in lines and in blocks, and the rest stays", () => {
    const old = "C = <!-- derived: a -->9<!-- end -->.\n\n<!-- derived: b -->\nold\n<!-- end -->\n";
    const fresh =
      "C = <!-- derived: a -->0.25<!-- end -->.\n\n<!-- derived: b -->\n\n| x |\n\n<!-- end -->\n";
    expect(regenerate(old, numbers)).toBe(fresh);
    expect(regenerate(fresh, numbers)).toBe(fresh);
  });

  it("may neither ask for what nothing derives, nor leave out what is derived", () => {
    expect(() => regenerate("<!-- derived: c --><!-- end -->", numbers)).toThrow('nothing derives "c"');
    expect(() => regenerate("<!-- derived: a --><!-- end -->", numbers)).toThrow("does not use b");
  });

  it("tells loose numbers with their lines, but not those of derived parts, code and links", () => {
    const text = [
      "a = 0.5 and 23,860 and 10⁻⁵",
      "<!-- derived: a -->0.25<!-- end --> [x](v1.2.md) 784-30-10, η = 1",
      "```ts\n0.75;\n```\n1.5",
    ].join("\n");
    expect(looseNumbers(text)).toEqual(["1: 0.5", "1: 23,860", "1: 10⁻⁵", "6: 1.5"]);
  });
});
