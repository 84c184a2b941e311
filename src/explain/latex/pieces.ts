/** What stands before a piece of an equation: nothing, a relation, a sum's sign, or the factor before it. */
export type Before = "start" | "relation" | "sum" | "product";

/** A part of an equation that stays on one line. */
export interface Piece {
  readonly before: Before;
  readonly latex: string;
}

const RELATIONS = new Set(["=", "\\approx", "\\to"]);
const SIGNS = new Set(["+", "-"]);
const PRODUCTS = new Set(["\\odot", "\\otimes"]);
const SPACES = new Set(["\\,", "\\:", "\\;", "\\quad", "\\qquad"]);
const TOKEN = /\\[A-Za-z]+|\\[^]|\s+|[^]/gu;

/**
 * Cuts an equation where a line may end: before relations, before signs and products, and between matrices that stand side
 * by side. What is inside braces, brackets and matrices stays whole. Put together again, the pieces are the equation.
 */
export function piecesOf(latex: string): Piece[] {
  const pieces: { before: Before; latex: string }[] = [{ before: "start", latex: "" }];
  let depth = 0;
  let last = "";
  const cut = (before: Before): void => {
    const isEmpty = pieces.at(-1)!.latex.trim() === "";
    if (!isEmpty) pieces.push({ before, latex: "" });
  };
  for (const [token] of latex.matchAll(TOKEN)) {
    if (depth === 0) {
      const before = breakBefore(token, last);
      if (before !== undefined) cut(before);
    }
    pieces.at(-1)!.latex += token;
    depth += depthOf(token);
    if (token.trim() !== "" && !SPACES.has(token)) last = token;
    // Two equations in a row, and the factors of a Jacobian chain.
    if (depth === 0 && (token === "\\quad" || token === "\\;")) cut(token === "\\;" ? "product" : "relation");
  }
  return pieces.filter((piece) => piece.latex.trim() !== "");
}

/** An equation cut at its relations alone: the left side, then `= …`, `\approx …`. */
export function sidesOf(latex: string): string[] {
  const sides: string[] = [];
  for (const { before, latex: part } of piecesOf(latex)) {
    const isSide = before === "start" || RELATIONS.has(/^\s*(\\[a-z]+|.)/.exec(part)?.[1] ?? "");
    if (isSide) sides.push(part);
    else sides.push(`${sides.pop()!}${part}`);
  }
  return sides;
}

function breakBefore(token: string, last: string): Before | undefined {
  if (RELATIONS.has(token)) return "relation";
  const isInfix = last !== "" && !RELATIONS.has(last) && !SIGNS.has(last) && !PRODUCTS.has(last);
  if (!isInfix) return undefined;
  if (SIGNS.has(token)) return "sum";
  return PRODUCTS.has(token) || token === "\\begin" ? "product" : undefined;
}

function depthOf(token: string): number {
  if (token === "{" || token === "\\left" || token === "\\begin") return 1;
  return token === "}" || token === "\\right" || token === "\\end" ? -1 : 0;
}
