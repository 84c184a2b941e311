import { layoutLines } from "./breakLines.ts";
import { parseLatex } from "./parseLatex.ts";

/**
 * A formula in LaTeX as text for a terminal.
 *
 * @param latex a formula in the part of LaTeX that explanations are written in; commands that it lacks are shown as
 *   they are
 * @param options.inline on one line, for messages: `[1 2; 3 4]` for a matrix, `Σⱼ₌₁³⁰` for a sum
 * @param options.width the columns of a line; a longer formula goes on below, broken at = or + or between matrices
 * @param options.strict refuses commands that it lacks
 * @returns lines without trailing spaces
 *
 * @example
 * ```ts
 * latexToText("\\frac{\\partial C}{\\partial W^{2}} = \\delta^{2} {a^{1}}^{\\mathsf{T}}"); // "∂C/∂W² = δ² a¹ᵀ"
 * ```
 */
export function latexToText(
  latex: string,
  options: { readonly inline?: boolean; readonly width?: number; readonly strict?: boolean } = {},
): string {
  const { inline = false, width = Infinity, strict = false } = options;
  const box = layoutLines(parseLatex(latex, { strict }), width, { inline, tight: false });
  return box.lines.map((line) => line.trimEnd()).join("\n");
}
