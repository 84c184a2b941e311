import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { layoutLines } from "../../../src/explain/text/breakLines.ts";
import { displayWidth } from "../../../src/explain/text/displayWidth.ts";
import { layout } from "../../../src/explain/text/layout.ts";
import { parseLatex } from "../../../src/explain/text/parseLatex.ts";
import { registry } from "../../../src/ops/registry.ts";

const raw = String.raw;

/** Numbers that cannot be mistaken for one another, nor be a part of one another. */
const number = fc
  .integer({ min: 10_000, max: 99_999 })
  .chain((n) => fc.constantFrom(String(n), `0.${n}`, `-3.${n}`, raw`1.${n} \cdot 10^{-7}`));

const symbol = fc.constantFrom(
  "x",
  "W^{2}",
  raw`\delta^{1}_{j}`,
  raw`w^{2}_{j,k}`,
  raw`\bar{v}`,
  raw`\sigma'`,
  raw`\mathbf{1}`,
);

/** Formulas as our explanations write them. */
const { formula } = fc.letrec<{ formula: string }>((tie) => {
  const inner = tie("formula");
  const of = (write: (a: string, b: string) => string): fc.Arbitrary<string> =>
    fc.tuple(inner, inner).map(([a, b]) => write(a, b));
  const grid = (style: string): fc.Arbitrary<string> =>
    fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.array(inner, { minLength: 1, maxLength: 5 }))
      .map(([rows, cells]) => Array.from({ length: rows }, () => cells.join(" & ")).join(raw` \\ `))
      .map((cells) => raw`\begin{${style}} ${cells} \end{${style}}`);
  return {
    formula: fc.oneof(
      { maxDepth: 4, depthSize: "small", withCrossShrink: true },
      number,
      symbol,
      of((a, b) => `${a} + ${b}`),
      of((a, b) => `${a} = ${b}`),
      of((a, b) => raw`${a} \odot \left(${b}\right)^{\mathsf{T}}`),
      of((a, b) => raw`\frac{${a}}{${b}}`),
      of((a, b) => raw`\sqrt{${a}} - \left|${b}\right|`),
      of((a, b) => raw`{${a}}^{${b}}`),
      of((a, b) => raw`\sum_{j=1}^{30} ${a} \left[i = j\right] \ln\left(${b}\right)`),
      of((a, b) => raw`\underset{2 \times 3}{${a}} \underbrace{${b}}_{\text{error}}`),
      ...["bmatrix", "pmatrix", "cases", "aligned"].map(grid),
    ),
  };
});

/** Digits of every size as plain ones, and nothing else. */
function digits(text: string): string {
  return text.replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (digit) => String("⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(digit)));
}

describe("any formula of ours", () => {
  test("is read, and becomes a rectangle with its baseline inside", () => {
    fc.assert(
      fc.property(formula, fc.boolean(), (latex, inline) => {
        const box = layout(parseLatex(latex, { strict: true }), { inline, tight: false });
        expect(box.lines.map(displayWidth)).toEqual(box.lines.map(() => box.width));
        expect(box.lines[box.baseline]).toBeDefined();
        if (inline) expect(box.lines).toHaveLength(1);
      }),
    );
  });

  test("keeps every number whole, however narrow the lines are", () => {
    fc.assert(
      fc.property(formula, fc.boolean(), fc.integer({ min: 10, max: 60 }), (latex, inline, width) => {
        const node = parseLatex(latex, { strict: true });
        const text = digits(layoutLines(node, width, { inline, tight: false }).lines.join("\n"));
        for (const [n] of latex.matchAll(/\d\.?\d{5,}/g)) expect(text).toContain(n);
      }),
    );
  });

  test("keeps to the width where it is a sum of short terms", () => {
    fc.assert(
      fc.property(
        fc.array(number, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 24, max: 80 }),
        (terms, width) => {
          const node = parseLatex(`z = ${terms.join(" + ")}`, { strict: true });
          expect(layoutLines(node, width, { inline: true, tight: false }).width).toBeLessThanOrEqual(width);
        },
      ),
    );
  });

  test("is read where an op writes it", () => {
    for (const op of registry) {
      const latex = op.explain.latex("x", "y", "z");
      expect(() => parseLatex(latex, { strict: true }), op.name).not.toThrow();
    }
  });
});

describe("displayWidth", () => {
  test("counts columns: marks over letters take none, wide characters two", () => {
    expect(["abc", "v̄", "𝟏", "重み", "δ¹ ⊙ σ′", ""].map(displayWidth)).toEqual([3, 1, 1, 4, 7, 0]);
  });
});
