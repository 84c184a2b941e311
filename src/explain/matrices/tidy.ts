import { heldValue, constant } from "../../graph/leaves.ts";
import { Tensor } from "../../graph/tensor.ts";
import { broadcastTo } from "../../ops/broadcast.ts";
import { divide } from "../../ops/divide.ts";
import { matmul } from "../../ops/matmul.ts";
import { multiply } from "../../ops/multiply.ts";
import { negate } from "../../ops/negate.ts";
import { add } from "../../ops/add.ts";
import { reshape } from "../../ops/reshape.ts";
import { subtract } from "../../ops/subtract.ts";
import { transpose } from "../../ops/transpose.ts";
import { broadcastShapes, sameShape, sizeOf, type Shape } from "../../tensor/shape.ts";
import { fieldsOf } from "./replace.ts";

/**
 * The same value written as a person would write it: transposes moved to the names, numbers multiplied out, and whatever a
 * program needs and a book leaves out (stretching, reshaping between a vector and a column) gone.
 *
 * Vectors are columns, as in the books.
 *
 * @param node the graph of a formula over named leaves
 * @param isOnes which leaves are known to add up to 1 along their last axis, such as the targets of a classification
 */
export function tidy(node: Tensor, isOnes: (leaf: Tensor) => boolean = () => false): Tensor {
  const known = new Map<Tensor, Tensor>();
  const visit = (one: Tensor): Tensor => {
    const found = known.get(one);
    if (found !== undefined) return found;
    // What has a name is written by it, so there is nothing to tidy within.
    if (one.summary !== undefined || one.label !== undefined) return one;
    const inputs = one.inputs.map(visit);
    const same = inputs.every((x, i) => x === one.inputs[i]);
    const result = rewritten(same ? one : new Tensor({ ...fieldsOf(one), inputs }), isOnes);
    known.set(one, result);
    return result;
  };
  return visit(node);
}

/** A node whose inputs are tidy. */
function rewritten(node: Tensor, isOnes: (leaf: Tensor) => boolean): Tensor {
  switch (node.op.name) {
    case "identity":
    case "stopGradient":
      return node.inputs[0]!;
    case "reshape":
      return reshaped(node.inputs[0]!, node.shape);
    case "transpose":
      return isSwap(node) ? transposed(node.inputs[0]!) : node;
    case "broadcast":
      return sameShape(node.shape, node.inputs[0]!.shape) ? node.inputs[0]! : node;
    case "sumTo":
      return summedTo(node);
    case "sum":
      return summed(node, isOnes);
    case "negate":
    case "multiply":
    case "divide":
      return productOf(unstretched(node));
    case "add":
    case "subtract":
      return sumOf(unstretched(node));
    default:
      return node.op.kind === "elementwise" ? unstretched(node) : node;
  }
}

/** The number that a node is everywhere, if it is a constant one. */
export function constantValue(node: Tensor): number | undefined {
  if (node.op.name === "broadcast" || node.op.name === "reshape") return constantValue(node.inputs[0]!);
  const data = heldValue(node)?.data;
  return node.op.name === "constant" && data?.length === 1 ? data[0] : undefined;
}

/** A matrix transposed, with the transposes moved inwards as far as they go. */
function transposed(x: Tensor): Tensor {
  if (isSwap(x)) return x.inputs[0]!;
  const [a, b] = x.inputs;
  if (x.op.name === "matmul" && a!.shape.length === 2 && b!.shape.length === 2) {
    return matmul(transposed(b!), transposed(a!));
  }
  return sizeOf(x.shape) === 1 ? x : transpose(x);
}

function isSwap(node: Tensor): boolean {
  return (
    node.op.name === "transpose" &&
    node.shape.length === 2 &&
    (node.attributes as { order: readonly number[] }).order[0] === 1
  );
}

/** Reshapes between a vector and a column are no more than a way of looking at it; a row is a column transposed. */
function reshaped(x: Tensor, shape: Shape): Tensor {
  if (sameShape(x.shape, shape)) return x;
  if (x.op.name === "reshape") return reshaped(x.inputs[0]!, shape);
  const [from, to] = [x.shape, shape];
  if (from.length === 2 && to.length === 2 && from[0] === to[1] && from[1] === to[0] && from.includes(1)) {
    return transposed(x);
  }
  if (from.length === 1 && to.length === 2 && to[0] === 1 && to[1] !== 1) {
    return transposed(reshape(x, [to[1]!, 1]));
  }
  if (from.length === 2 && from[0] === 1 && to.length === 1 && (from[1] !== 1 || x.op.name === "matmul")) {
    const column = asColumn(x);
    return sameShape(column.shape, shape) ? column : reshape(column, [...shape]);
  }
  return reshape(x, [...shape]);
}

/** A row as a column: transposed, and a product of one number as W a rather than aᵀ Wᵀ. */
function asColumn(x: Tensor): Tensor {
  const column = transposed(x);
  return column.op.name === "reshape" && column.inputs[0]!.shape.length === 1 ? column.inputs[0]! : column;
}

/** Operands of elementwise ops stretch by themselves; a vector beside a matrix stands for equal rows. */
function unstretched(node: Tensor): Tensor {
  const bare = node.inputs.map((x) => (x.op.name === "broadcast" || isLiftedScalar(x) ? x.inputs[0]! : x));
  const fits = sameShape(
    bare.map((x) => x.shape).reduce((a, b) => broadcastShapes("explain", a, b)),
    node.shape,
  );
  const inputs = (fits ? bare : node.inputs).map((x) => asRows(x, node.shape));
  if (inputs.every((x, i) => x === node.inputs[i])) return node;
  return new Tensor({ ...fieldsOf(node), inputs });
}

function isLiftedScalar(x: Tensor): boolean {
  return x.op.name === "reshape" && sizeOf(x.shape) === 1 && x.inputs[0]!.shape.length === 0;
}

/** b beside a matrix of rows, as 1 bᵀ. */
function asRows(x: Tensor, shape: Shape): Tensor {
  if (x.shape.length !== 1 || shape.length !== 2 || shape[0] === 1 || x.shape[0] !== shape[1]) return x;
  return matmul(ones(shape[0]!), transposed(reshape(x, [x.shape[0]!, 1])));
}

function ones(n: number): Tensor {
  return constant({ shape: [n, 1], data: new Float64Array(n).fill(1) });
}

/** The sum of a matrix's rows as a product with ones; other sums stay. */
function summedTo(node: Tensor): Tensor {
  const x = node.inputs[0]!;
  if (sameShape(x.shape, node.shape)) return x;
  const [m, n] = x.shape;
  const isRowSum = x.shape.length === 2 && node.shape.length === 1 && node.shape[0] === n;
  return isRowSum ? reshaped(matmul(transposed(x), ones(m!)), node.shape) : withNumberInFront(node);
}

/** Sums over nothing go, and numbers come before the sum. */
function summed(node: Tensor, isOnes: (leaf: Tensor) => boolean): Tensor {
  const x = node.inputs[0]!;
  const { axes } = node.attributes as { axes: readonly number[] };
  if (axes.length === 0) return x;
  return isTotalOfOnes(node, isOnes) ? broadcastTo(constant(1), node.shape) : withNumberInFront(node);
}

/** Σ c x as c Σ x. */
function withNumberInFront(node: Tensor): Tensor {
  const x = node.inputs[0]!;
  const { number, factors, below } = takenApart(x);
  if (number === 1 || factors.length === 0) return node;
  const rest = below.length === 0 ? multiplied(factors) : divide(multiplied(factors), multiplied(below));
  if (!sameShape(rest.shape, x.shape)) return node;
  return scaled(number, new Tensor({ ...fieldsOf(node), inputs: [rest] }), node.shape);
}

function isTotalOfOnes(node: Tensor, isOnes: (leaf: Tensor) => boolean): boolean {
  const { axes } = node.attributes as { axes: readonly number[] };
  const x = node.inputs[0]!;
  return isOnes(x) && axes.length === 1 && axes[0] === x.shape.length - 1;
}

/** A product with its numbers multiplied out and in front. */
function productOf(node: Tensor): Tensor {
  const { number, factors, below } = takenApart(node);
  if (number === 0) return broadcastTo(constant(0), node.shape);
  if (below.length > 0) {
    const above = factors.length === 0 ? constant(1) : multiplied(factors);
    return scaled(number, divide(above, multiplied(below)), node.shape);
  }
  const [first, ...others] = factors;
  if (first === undefined) return broadcastTo(constant(number), node.shape);
  if (number === -1 && others.length === 0 && first.op.name === "subtract") {
    return sumOf(fitted(subtract(first.inputs[1]!, first.inputs[0]!), node.shape));
  }
  return scaled(number, multiplied(factors), node.shape);
}

function multiplied([first, ...others]: readonly Tensor[]): Tensor {
  return others.reduce((product: Tensor, factor) => multiply(product, factor), first!);
}

function scaled(number: number, x: Tensor, shape: Shape): Tensor {
  if (number === 1) return fitted(x, shape);
  return fitted(number === -1 ? negate(x) : multiply(constant(number), x), shape);
}

/** A product as a number, the factors above a fraction's line, and those below it. */
interface Product {
  readonly number: number;
  readonly factors: readonly Tensor[];
  readonly below: readonly Tensor[];
}

function takenApart(node: Tensor): Product {
  const value = constantValue(node);
  if (value !== undefined) return { number: value, factors: [], below: [] };
  const [a, b] = node.inputs;
  const whole = { number: 1, factors: [node], below: [] };
  if (node.label !== undefined || node.summary !== undefined) return whole;
  switch (node.op.name) {
    case "negate": {
      const inner = takenApart(a!);
      return { ...inner, number: -inner.number };
    }
    case "multiply": {
      const [x, y] = [takenApart(a!), takenApart(b!)];
      return {
        number: x.number * y.number,
        factors: [...x.factors, ...y.factors],
        below: [...x.below, ...y.below],
      };
    }
    case "divide": {
      const [x, y] = [takenApart(a!), constantValue(b!)];
      return y === undefined ? { ...x, below: [...x.below, b!] } : { ...x, number: x.number / y };
    }
    default:
      return whole;
  }
}

/** A sum of terms: zeros left out, equal terms counted, signs before the terms. */
function sumOf(node: Tensor): Tensor {
  const terms = new Map<string, { number: number; term: Tensor }>();
  for (const { number, term } of summands(node, 1)) {
    const key = keyOf(term);
    terms.set(key, { number: number + (terms.get(key)?.number ?? 0), term });
  }
  const [first, ...others] = [...terms.values()]
    .filter(({ number, term }) => number !== 0 && constantValue(term) !== 0)
    // A sum does not begin with a minus if it can help it.
    .sort((a, b) => Number(a.number < 0) - Number(b.number < 0));
  if (first === undefined) return broadcastTo(constant(0), node.shape);
  const start = scaled(first.number, first.term, first.term.shape);
  const sum = others.reduce((total: Tensor, { number, term }) => {
    const size = scaled(Math.abs(number), term, term.shape);
    return number < 0 ? subtract(total, size) : add(total, size);
  }, start);
  return fitted(sum, node.shape);
}

/** The terms of a sum with their factors; a term that already is a sum is taken apart too. */
function summands(node: Tensor, factor: number): { number: number; term: Tensor }[] {
  const isWhole = node.label !== undefined || node.summary !== undefined;
  const [a, b] = node.inputs;
  if (!isWhole && node.op.name === "add") return [...summands(a!, factor), ...summands(b!, factor)];
  if (!isWhole && node.op.name === "subtract") return [...summands(a!, factor), ...summands(b!, -factor)];
  const { number, factors, below } = takenApart(node);
  if (factors.length === 0 || number === 1) return [{ number: factor, term: node }];
  const above = multiplied(factors);
  const term = below.length === 0 ? above : divide(above, multiplied(below));
  return [{ number: factor * number, term: fitted(term, node.shape) }];
}

/** The same text for graphs that compute the same. */
function keyOf(node: Tensor): string {
  if (node.op.kind === "leaf") return String(constantValue(node) ?? `#${node.id}`);
  const own = node.label ?? JSON.stringify(node.attributes);
  return `${node.op.name}${own}(${node.inputs.map(keyOf).join()})`;
}

function fitted(x: Tensor, shape: Shape): Tensor {
  return sameShape(x.shape, shape) ? x : broadcastTo(x, shape);
}
