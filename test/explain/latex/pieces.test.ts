import { describe, expect, it } from "vitest";
import { piecesOf, sidesOf } from "../../../src/explain/latex/pieces.ts";
import { composed, formulasOf, noteFirst, softmaxBatch } from "../support/derivations.ts";

const raw = String.raw;

describe("an equation in pieces", () => {
  it("is the equation again when they are put together", () => {
    for (const latex of [noteFirst(), softmaxBatch(), composed()].flatMap(formulasOf)) {
      expect(
        piecesOf(latex)
          .map((piece) => piece.latex)
          .join(""),
      ).toBe(latex);
      expect(sidesOf(latex).join("")).toBe(latex);
    }
  });

  it("is cut before relations, signs, products and matrices, and nowhere inside brackets", () => {
    const pieces = piecesOf(
      raw`z = \begin{bmatrix} 1 & 2 \end{bmatrix} \begin{bmatrix} a + b \\ 4 \end{bmatrix} + \left(c - d\right) \odot e_{i=1} \approx -5`,
    );
    expect(pieces.map(({ before, latex }) => [before, latex.trim()])).toEqual([
      ["start", "z"],
      ["relation", raw`= \begin{bmatrix} 1 & 2 \end{bmatrix}`],
      ["product", raw`\begin{bmatrix} a + b \\ 4 \end{bmatrix}`],
      ["sum", raw`+ \left(c - d\right)`],
      ["product", raw`\odot e_{i=1}`],
      ["relation", raw`\approx -5`],
    ]);
  });

  it("has as many sides as relations, and one", () => {
    expect(sidesOf("a = b + c = 3").map((side) => side.trim())).toEqual(["a", "= b + c", "= 3"]);
    expect(sidesOf("a + b")).toEqual(["a + b"]);
  });
});
