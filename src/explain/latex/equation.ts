import { inlineLatex, withRoom } from "../prose.ts";
import { latexMath } from "./characters.ts";
import { piecesOf, type Piece } from "./pieces.ts";

/** How unwilling TeX is to end a line before a piece: relations are the best place. */
const PENALTIES: Readonly<Record<Piece["before"], number>> = {
  start: 0,
  relation: 0,
  sum: 300,
  product: 600,
};

/** What is longer than this may be wider than the page, and is shrunk where it is. */
const SURELY_FITS = 60;

/** A formula that TeX breaks into lines where it must. */
export function equation(latex: string): string {
  return `\\formula{${broken(latex)}}`;
}

/** Formulas side by side, as many as fit on a line. */
export function equationsInRows(formulas: readonly string[]): string {
  // Braces keep each in one piece.
  return `\\formulas{${formulas.map((latex) => `{${broken(latex)}}`).join(" \\qquad\\penalty0 ")}}`;
}

/** A symbol in a line of text. */
export function inline(symbol: string): string {
  return `$${latexMath(inlineLatex(symbol))}$`;
}

function broken(latex: string): string {
  return piecesOf(latexMath(withRoom(latex)))
    .map(written)
    .join("");
}

function written({ before, latex }: Piece): string {
  const penalty = before === "start" ? "" : `\\penalty${PENALTIES[before]} `;
  const [, sign = "", rest] = /^(\s*(?:=|\\approx|\\to|\\odot|\\otimes|[+-])(?![A-Za-z]))?(.*)$/s.exec(
    latex,
  )!;
  const isLong = rest!.length > SURELY_FITS && /\\left|\\begin/.test(rest!);
  return `${penalty}${sign}${isLong ? ` \\fit{${rest!.trim()}}` : rest!}`;
}
