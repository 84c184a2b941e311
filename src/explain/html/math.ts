import temml from "temml";
import { piecesOf } from "../latex/pieces.ts";
import { withRoom } from "../prose.ts";

/** Wider than this, in characters, a matrix does not fit on a telephone, and its equation must scroll by keyboard too. */
const NARROW = 24;

/** LaTeX as MathML in a line of text. */
export function inlineMath(latex: string): string {
  return mathml(latex, false);
}

/**
 * An equation on lines of its own.
 *
 * MathML does not break lines, so each part that must stay whole is a formula of its own, and a line may end between them.
 */
export function displayMath(latex: string, name: string): string {
  const pieces = piecesOf(latex);
  const isWide = pieces.some((piece) => widthOf(piece.latex) > NARROW);
  const scrolls = isWide ? ` tabindex="0" role="group" aria-label="${escaped(name)}"` : "";
  // An empty group in front of a sign: without it, a sign would be that of a number, and set without space.
  const formulas = pieces.map(({ before, latex: part }) =>
    mathml(withRoom(before === "start" || before === "product" ? part : `{}${part}`), true),
  );
  return `<div class="equation${isWide ? " wide" : ""}"${scrolls}>${formulas.join("<wbr>")}</div>`;
}

/** Text as text, whatever signs are in it. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function mathml(latex: string, isDisplayed: boolean): string {
  const text = temml.renderToString(isDisplayed ? `\\displaystyle ${latex}` : latex, {
    // A sign that nobody knows is shown as it is: one formula less is no reason to show none.
    throwOnError: false,
    trust: false,
  });
  return text.replace(/ style="display:[^"]*"/, "");
}

/** About how many characters wide a part of an equation is. */
function widthOf(latex: string): number {
  const flat = latex
    .replace(/\\begin\{bmatrix\}(.*?)\\end\{bmatrix\}/gs, (_, inside: string) => {
      const rows = inside.split("\\\\").map((row) => row.split("&").map((cell) => visible(cell).length));
      const columns = rows[0]!.map((_width, c) => Math.max(...rows.map((row) => row[c] ?? 0)) + 2);
      return "x".repeat(columns.reduce((a, b) => a + b, 1));
    })
    .replace(/\\underset\{[^{}]*\}/g, "");
  return visible(flat).length;
}

function visible(latex: string): string {
  return latex
    .replace(/\\(?:left|right|displaystyle|operatorname|math\w+|frac)\b/g, "")
    .replace(/\\[A-Za-z]+/g, "x")
    .replace(/[{}^_\\\s]/g, "");
}
