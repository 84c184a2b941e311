import { describe, expect, it } from "vitest";
import type { Derivation } from "../../../src/explain/derivation.ts";
import { plainText, portable } from "../../../src/explain/markdown/portable.ts";
import { renderMarkdown } from "../../../src/explain/markdown/renderMarkdown.ts";
import { composed, digitsInFocus, noteFirst, softmaxBatch } from "../support/derivations.ts";

const raw = String.raw;

describe.each<[string, () => Derivation]>([
  ["a 2-2-1 network", noteFirst],
  ["a batch", softmaxBatch],
  ["one weight of 784-30-10", digitsInFocus],
  ["a composed function", () => composed("a_b*c")],
])("the Markdown of %s", (_, derive) => {
  const text = renderMarkdown(derive(), { form: "all" });
  const formulas = [...text.matchAll(/^\$\$\n([^]*?)\n\$\$$/gm)].map(([, latex]) => latex!);

  it("has formulas between dollar signs on lines of their own, with empty lines around them", () => {
    expect(formulas.length).toBeGreaterThan(10);
    expect(text.split("$$").length - 1).toBe(2 * formulas.length);
    expect(text).not.toMatch(/[^\n]\n\$\$\n[^]*?[^\n]\n\$\$\n[^\n]/m);
    for (const latex of formulas) expect(latex).not.toContain("\n");
  });

  it("has no command in a formula that GitHub would take for an escape or refuse", () => {
    for (const latex of formulas) expect(latex).not.toMatch(/\\[^A-Za-z]|\\operatorname|[<>]/);
  });

  it("has an anchor for every link", () => {
    const anchors = [...text.matchAll(/<a id="([^"]*)">/g)].map(([, id]) => id);
    const links = [...text.matchAll(/\]\(#([^)]*)\)/g)].map(([, id]) => id);
    expect(new Set(anchors).size).toBe(anchors.length);
    expect(links.length).toBeGreaterThan(3);
    expect(links.filter((id) => !anchors.includes(id))).toEqual([]);
  });
});

describe("Markdown", () => {
  it("shows the chosen form, and whether each step is right", () => {
    const text = renderMarkdown(noteFirst());
    expect(text).toContain(
      raw`\delta^{1} = \frac{\partial C}{\partial a^{1}} \odot \sigma'\left(z^{1}\right)`,
    );
    expect(text).not.toContain("Jacobian form");
    expect(text.match(/^✓ right: relative error/gm)).toHaveLength(noteFirst().steps.length);
    expect(renderMarkdown(noteFirst(), { form: "jacobian" })).toContain(raw`\mathop{\mathrm{diag}}\nolimits`);
  });

  it("names a step that is wrong", () => {
    const right = noteFirst();
    const [first, ...others] = right.steps;
    const wrong = { ...first!, check: { ...first!.check, verdict: "fail" as const, relativeError: 0.5 } };
    const text = renderMarkdown({
      ...right,
      steps: [wrong, ...others],
      check: { maxRelativeError: 0.5, verdict: "fail" },
    });
    expect(text).toContain("✗ wrong: relative error 5.0e-1");
    expect(text).toContain("✗ 14 steps, wrong: z¹; largest relative error 5.0e-1.");
  });

  it("leaves blanks in a worksheet's questions, and no verdict that would give them away", () => {
    const text = renderMarkdown(noteFirst(), { worksheet: "questions" });
    expect(text).toMatch(/^# Worksheet: /);
    expect(text).toContain(raw`\underline{\qquad}`);
    expect(text).not.toMatch(/0\.0637|✓|Largest difference/);
  });

  it("writes names as text, and spaces as words", () => {
    expect(plainText("a_b*c <d> & [e]")).toBe(raw`a\_b\*c &lt;d\> &amp; \[e\]`);
    expect(portable(raw`a \, b \\ \operatorname{diag}\left(x\right) \_\_\_`)).toBe(
      raw`a \thinspace b \cr \mathop{\mathrm{diag}}\nolimits\left(x\right) \underline{\qquad}`,
    );
  });
});
