import { evaluate } from "../backend/reference/evaluate.ts";
import { input } from "../graph/leaves.ts";
import type { Tensor } from "../graph/tensor.ts";
import { topological } from "../graph/traverse.ts";
import { hostArray, type HostArray } from "../tensor/hostArray.ts";
import type { Context } from "./context.ts";
import { slopeOf } from "./localGraphs.ts";
import { matrixLatex } from "./matrices/matrix.ts";
import { latexOf } from "./matrices/print.ts";
import { replaced } from "./matrices/replace.ts";
import { rounded } from "./numbers.ts";

/** A formula in symbols: `\left(W^{2}\right)^{\mathsf{T}} \delta^{2} \odot \sigma'\left(z^{1}\right)`. */
export function inSymbols(graph: Tensor, context: Context): string {
  return latexOf(graph, (node) => symbolic(node, context, (latex) => latex));
}

/** The same with the shape beneath each factor. */
export function withShapes(graph: Tensor, context: Context): string {
  return latexOf(graph, (node) =>
    symbolic(node, context, (latex, shape) => `\\underset{${shapeLatex(shape)}}{${latex}}`),
  );
}

/** The same with numbers in the place of the factors. */
export function inNumbers(graph: Tensor, context: Context): string {
  const { digits } = context.convention;
  return latexOf(graph, (node) => {
    if (isKnown(node, context)) return matrixLatex(context.valueOf(node), digits);
    return slopeOf(node) === undefined ? undefined : matrixLatex(evaluate(node, context.feeds), digits);
  });
}

/** `3 \times 2` for a matrix, `3 \times 1` for a vector, `1` for a scalar. */
export function shapeLatex(shape: readonly number[]): string {
  if (shape.length === 0) return "1";
  return (shape.length === 1 ? [...shape, 1] : shape).join(" \\times ");
}

/**
 * `=` where the digits shown give the result shown, `\approx` where rounding hides a difference.
 *
 * @param graph the formula
 * @param result what it comes to, unrounded
 */
export function relationOf(graph: Tensor, result: HostArray, context: Context): "=" | "\\approx" {
  const { digits } = context.convention;
  const feeds = new Map<Tensor, HostArray>();
  const known = new Map<Tensor, Tensor>();
  for (const node of topological([graph])) {
    if (isKnown(node, context)) feeds.set(node, roundedArray(context.valueOf(node), digits));
    if (slopeOf(node) === undefined) continue;
    // A slope is shown as a number of its own, so the reader multiplies by its rounded digits.
    const leaf = input("slope", node.shape);
    known.set(node, leaf);
    feeds.set(leaf, roundedArray(evaluate(node, context.feeds), digits));
  }
  const recomputed = evaluate(replaced(graph, known), feeds);
  return sameDigits(recomputed, result, digits) ? "=" : "\\approx";
}

/** Whether two arrays look the same at so many digits. */
export function sameDigits(a: HostArray, b: HostArray, digits: number): boolean {
  return a.data.every((value, i) => Object.is(rounded(value, digits) + 0, rounded(b.data[i]!, digits) + 0));
}

export function roundedArray({ data, shape }: HostArray, digits: number): HostArray {
  return hostArray(
    data.map((value) => rounded(value, digits)),
    shape,
  );
}

function symbolic(
  node: Tensor,
  context: Context,
  write: (latex: string, shape: readonly number[]) => string,
): string | undefined {
  if (isKnown(node, context)) return write(context.symbol(node).latex, node.shape);
  const slope = slopeOf(node);
  return slope === undefined
    ? undefined
    : write(`${slope.symbol}'\\left(${inSymbols(slope.of, context)}\\right)`, node.shape);
}

function isKnown(node: Tensor, context: Context): boolean {
  return context.feeds.has(node);
}
