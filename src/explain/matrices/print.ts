import { latexNumber } from "../../expr/latex.ts";
import { heldValue } from "../../graph/leaves.ts";
import type { Explanation } from "../../graph/op.ts";
import type { Tensor } from "../../graph/tensor.ts";
import { niceNumber } from "../numbers.ts";
import { sourcesOf } from "../quantities.ts";
import { constantValue } from "./tidy.ts";

/** A formula, and how loosely its outermost sign binds. */
interface Written {
  readonly text: string;
  readonly level: number;
}

/** A prefix is a sign such as Σ, which takes all of a product to its right. */
const LEVELS = { relation: 0, sum: 1, prefix: 1.5, product: 2, "matrix product": 3 } as const;
const ATOM = 4;

/**
 * A graph as LaTeX, in matrix notation: every op by its own `explain.latex`.
 *
 * @param node the formula, tidied
 * @param written how the leaves and other named nodes are written; undefined for the rest
 */
export function latexOf(node: Tensor, written: (node: Tensor) => string | undefined): string {
  return write(node, written).text;
}

function write(node: Tensor, written: (node: Tensor) => string | undefined): Written {
  const own = written(node);
  // A negative number beside another sign needs brackets.
  if (own !== undefined) return { text: own, level: own.startsWith("-") ? LEVELS.sum : ATOM };
  const value = constantValue(node);
  if (value !== undefined) return { text: niceNumber(value), level: value < 0 ? LEVELS.sum : ATOM };
  const held = heldValue(node)?.data;
  if (held !== undefined)
    return { text: held.every((one) => one === 1) ? "\\mathbf{1}" : "\\cdots", level: ATOM };
  const args = sourcesOf(node).map((x) => (isProduct(node) ? onesOf(x) : undefined) ?? write(x, written));
  if (isTransparent(node)) return args[0]!;
  if (node.op.name === "multiply" && node.summary === undefined) {
    const [a, b] = node.inputs;
    const [x, y] = args as [Written, Written];
    if (a!.shape.length === 0 || b!.shape.length === 0) return scaled(x, y);
  }
  const explain = node.summary?.rules.explain ?? explanationOf(node);
  const isAssociative = ["add", "multiply", "matmul"].includes(node.op.name);
  const level = explain.binds === undefined ? ATOM : LEVELS[explain.binds];
  const texts = args.map((arg, i) => {
    if (explain.binds === undefined) return arg.text;
    const least =
      args.length === 1
        ? level === LEVELS.sum
          ? LEVELS.prefix
          : LEVELS.product
        : i === 0 || isAssociative
          ? level
          : level + 1;
    return bracketed(arg, least);
  });
  return { text: explain.latex(...texts), level };
}

function isProduct({ op, summary }: Tensor): boolean {
  return summary === undefined && op.name === "matmul";
}

/** A factor of a matrix product is a matrix of equal numbers, 𝟏 W, which 1 W would not say. */
function onesOf(x: Tensor): Written | undefined {
  const value = constantValue(x);
  if (value === undefined || x.shape.every((size) => size === 1)) return undefined;
  return value === 1
    ? { text: "\\mathbf{1}", level: ATOM }
    : { text: `${niceNumber(value)} \\, \\mathbf{1}`, level: LEVELS.product };
}

/** A number or scalar times something: written side by side. */
function scaled(x: Written, y: Written): Written {
  const [left, right] = [bracketed(x, LEVELS.product), bracketed(y, LEVELS.prefix)];
  const sign = /^[-\d.]/.test(right) ? "\\cdot" : "\\,";
  return {
    text: `${left} ${sign} ${right}`,
    level: y.level < LEVELS.product ? LEVELS.prefix : LEVELS.product,
  };
}

function bracketed({ text, level }: Written, least: number): string {
  return level < least ? `\\left(${text}\\right)` : text;
}

/** What changes how numbers lie, but not what a person would write. */
function isTransparent(node: Tensor): boolean {
  if (node.summary !== undefined) return false;
  if (node.op.name === "broadcast" || node.op.name === "identity" || node.op.name === "stopGradient")
    return true;
  if (node.op.name !== "reshape") return false;
  const bare = (shape: readonly number[]): string => shape.filter((size) => size !== 1).join();
  return bare(node.shape) === bare(node.inputs[0]!.shape);
}

function explanationOf(node: Tensor): Explanation {
  if (node.op.kind !== "leaf") return node.op.explain;
  return { latex: () => latexNumber(Number.NaN), says: "" };
}
