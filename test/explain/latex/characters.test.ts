import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { latexMath, latexText } from "../../../src/explain/latex/characters.ts";

const raw = String.raw;

describe("LaTeX in ASCII", () => {
  it.each([
    ["δ² of ∂C/∂W¹", raw`$\delta$$^{2}$ of $\partial$C/$\partial$W$^{1}$`],
    ["100 % of w_jk & {x}", raw`100 \% of w\_jk \& \{x\}`],
    ["naïve Größe ŷ", raw`na\"{i}ve Gr\"{o}\ss{}e \^{y}`],
    ["σ′ ≤ ¼", raw`$\sigma$$'$ $\le$ $\frac{1}{4}$`],
    ["中", "U+4E2D"],
  ])("writes %s", (text, expected) => {
    expect(latexText(text)).toBe(expected);
  });

  it.each([
    [raw`\mathrm{größe}`, raw`\mathrm{gr\ddot{o}\text{\ss{}}e}`],
    [raw`\mathrm{ŷ}_{1}`, raw`\mathrm{\hat{y}}_{1}`],
    [raw`\mathrm{Δloss}`, raw`\mathrm{{\Delta}loss}`],
    [raw`\frac{\partial C}{\partial W^{2}}`, raw`\frac{\partial C}{\partial W^{2}}`],
  ])("keeps commands and spells letters: %s", (latex, expected) => {
    expect(latexMath(latex)).toBe(expected);
  });

  it("leaves nothing that plain LaTeX does not know, whatever it is given", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(latexText(text)).toMatch(/^[\x20-\x7e\n]*$/);
        expect(latexMath(text)).toMatch(/^[\x20-\x7e\n]*$/);
      }),
    );
  });
});
