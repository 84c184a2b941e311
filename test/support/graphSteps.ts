import { applyElementwise } from "../../src/graph/apply.ts";
import type { ElementwiseOp } from "../../src/graph/op.ts";
import type { Tensor } from "../../src/graph/tensor.ts";
import { add } from "../../src/ops/add.ts";
import { argMax } from "../../src/ops/argMax.ts";
import { broadcastTo } from "../../src/ops/broadcast.ts";
import { concat } from "../../src/ops/concat.ts";
import { cumulativeSum } from "../../src/ops/cumulativeSum.ts";
import { einsum } from "../../src/ops/einsum.ts";
import { identity } from "../../src/ops/identity.ts";
import { logSoftmax } from "../../src/ops/logSoftmax.ts";
import { logSumExp } from "../../src/ops/logSumExp.ts";
import { matmul } from "../../src/ops/matmul.ts";
import { max } from "../../src/ops/max.ts";
import { mean } from "../../src/ops/mean.ts";
import { min } from "../../src/ops/min.ts";
import { multiply } from "../../src/ops/multiply.ts";
import { oneHot } from "../../src/ops/oneHot.ts";
import { pad } from "../../src/ops/pad.ts";
import { product } from "../../src/ops/product.ts";
import { registry } from "../../src/ops/registry.ts";
import { reshape } from "../../src/ops/reshape.ts";
import { sigmoid } from "../../src/ops/sigmoid.ts";
import { slice } from "../../src/ops/slice.ts";
import { softmax } from "../../src/ops/softmax.ts";
import { stack } from "../../src/ops/stack.ts";
import { stopGradient } from "../../src/ops/stopGradient.ts";
import { sum } from "../../src/ops/sum.ts";
import { sumTo } from "../../src/ops/sumTo.ts";
import { take } from "../../src/ops/take.ts";
import { takeAdjoint } from "../../src/ops/takeAdjoint.ts";
import { transpose } from "../../src/ops/transpose.ts";
import { where } from "../../src/ops/where.ts";
import { sizeOf, type Shape } from "../../src/tensor/shape.ts";
import { MOST_ELEMENTS, type GraphMaker } from "./graphMaker.ts";

/** Adds a node or a few to a graph, or nothing where nothing fits. */
export type Step = (g: GraphMaker) => void;

const elementwise = registry.filter((op) => op.kind === "elementwise");
const onReals = elementwise.filter(({ name }) => !name.startsWith("logical") && name !== "where");
const onConditions = elementwise.filter(({ name }) => name.startsWith("logical"));
const JUMPS = new Set(["floor", "round", "sign"]);
/** How far from a kink: further than parameters and rounding carry a number. */
const MARGIN = 0.01;

/** An elementwise op on numbers where it is smooth. */
function elementwiseStep(g: GraphMaker): void {
  const op = g.pick(onReals);
  const first = g.real()!;
  const operands = [first];
  let shape = first.shape;
  while (operands.length < op.arity) {
    operands.push(partner(g, shape));
    shape = broadcastWith(shape, operands.at(-1)!.shape);
  }
  if (g.chance(0.3)) operands.reverse();
  const shuffled = operands.map((x, i) => inDomain(g, x, op, i));
  const jumps = op.result === "bool" || JUMPS.has(op.name);
  if (jumps && !shuffled.every((x) => g.isSteady(x))) return;
  const y = applyElementwise(op, shuffled);
  if (sizeOf(y.shape) > MOST_ELEMENTS || nearKink(g, op, shuffled, y.shape)) return;
  if (y.dtype === "bool") g.conditions.push(y);
  else g.keep(y);
}

/** The operand itself, or squeezed into the op's domain. */
function inDomain(g: GraphMaker, x: Tensor, op: ElementwiseOp, i: number): Tensor {
  const [low, high] = op.check.domain[i]!;
  const inside = g.valueOf(x).data.every((value) => low <= value && value <= high);
  return inside ? x : add(low, multiply(high - low, sigmoid(x)));
}

function nearKink(
  g: GraphMaker,
  { check: { kink } }: ElementwiseOp,
  operands: readonly Tensor[],
  shape: Shape,
): boolean {
  if (kink === undefined) return false;
  const columns = operands.map((x) => g.valueOf(broadcastTo(x, shape)).data);
  return columns[0]!.some((_, i) => kink(...columns.map((column) => column[i]!)) < MARGIN);
}

/** A value that stretches with a shape: one that is there, or a new leaf. */
function partner(g: GraphMaker, shape: Shape): Tensor {
  const stretches = (x: Tensor): boolean => {
    const rank = Math.max(x.shape.length, shape.length);
    const sizes = Array.from({ length: rank }, (_, back) => [
      x.shape.at(-1 - back) ?? 1,
      shape.at(-1 - back) ?? 1,
    ]);
    return (
      sizes.every(([a, b]) => a === b || a === 1 || b === 1) &&
      sizes.reduce((all, [a, b]) => all * (a === 1 ? b! : a!), 1) <= MOST_ELEMENTS
    );
  };
  const found = g.chance(0.7) ? g.real(stretches) : undefined;
  const smaller = shape.slice(g.chance(0.5) ? 0 : g.random.integer(shape.length + 1));
  return found ?? g.leaf(smaller.map((size) => (g.chance(0.2) ? 1 : size)));
}

function conditionStep(g: GraphMaker): void {
  if (g.conditions.length === 0) return;
  const op = g.pick(onConditions);
  const first = g.pick(g.conditions);
  const same = g.conditions.filter(({ shape }) => shape.join() === first.shape.join());
  g.conditions.push(applyElementwise(op, op.arity === 1 ? [first] : [first, g.pick(same)]));
}

function whereStep(g: GraphMaker): void {
  if (g.conditions.length === 0) return;
  const condition = g.pick(g.conditions);
  const a = partner(g, condition.shape);
  const b = partner(g, broadcastWith(condition.shape, a.shape));
  g.keep(where(condition, a, b));
}

function broadcastWith(a: Shape, b: Shape): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const [m, n] = [a[axis - rank + a.length] ?? 1, b[axis - rank + b.length] ?? 1];
    return m === 1 ? n : m;
  });
}

function matmulStep(g: GraphMaker): void {
  const a = g.real(({ shape }) => shape.length >= 2) ?? g.leaf([g.size(), g.size()]);
  const k = a.shape.at(-1)!;
  const fits = ({ shape }: Tensor): boolean =>
    shape.at(-2) === k && (shape.length === 2 || shape.slice(0, -2).join() === a.shape.slice(0, -2).join());
  const flipped = g.real((x) => x.shape.length === 2 && x.shape[1] === k && x !== a);
  const b =
    (flipped && g.chance(0.4) ? transpose(flipped) : undefined) ?? g.real(fits) ?? g.leaf([k, g.size()]);
  if (sizeOf(a.shape) * b.shape.at(-1)! > 20 * MOST_ELEMENTS) return;
  g.keep(
    g.chance(0.5) && a.shape.length === 2 && k > 0
      ? add(matmul(a, b), g.leaf([b.shape.at(-1)!]))
      : matmul(a, b),
  );
}

const SPECS = [
  "ij,jk->ik",
  "ij,kj->ik",
  "ij,jk->ki",
  "ij,ik->jk",
  "bij,bjk->bik",
  "bik,bk->bi",
  "ij,ij->",
  "ij,ij->j",
  "ij,i->ji",
  "i,j->ij",
  "ij,jk,kl->il",
  "ij->ji",
  "ijk->ki",
  "ii->i",
  "iij->j",
];

function einsumStep(g: GraphMaker): void {
  const spec = g.pick(SPECS);
  const sizes = new Map<string, number>();
  const operands = spec.split("->")[0]!.split(",");
  const inputs = operands.map((letters) => {
    const fits = ({ shape }: Tensor): boolean => {
      const own = new Map(sizes);
      return (
        shape.length === letters.length &&
        shape.every(
          (size, axis) =>
            (own.get(letters[axis]!) ?? own.set(letters[axis]!, size).get(letters[axis]!)) === size,
        )
      );
    };
    const found = g.real(fits);
    const sizeOfLetter = (letter: string): number =>
      sizes.get(letter) ?? sizes.set(letter, g.size()).get(letter)!;
    const x = found ?? g.leaf(Array.from(letters, sizeOfLetter));
    Array.from(letters).forEach((letter, axis) => sizes.set(letter, x.shape[axis]!));
    return x;
  });
  const space = [...sizes.values()].reduce((all, size) => all * size, 1);
  if (space < 20 * MOST_ELEMENTS) g.keep(einsum(spec, ...inputs));
}

function reductionStep(g: GraphMaker): void {
  const x = g.real()!;
  const axes = x.shape.flatMap((size, axis) => (size > 0 && g.chance(0.5) ? [axis] : []));
  const keepDims = g.chance(0.5);
  const kind = g.random.integer(7);
  if (kind === 0) g.keep(mean(x, axes, { keepDims }));
  else if (kind === 1) g.keep(product(x, axes, { keepDims }));
  else if (kind === 2) g.keep(logSumExp(x, axes, { keepDims }));
  else if (kind <= 4) extremumStep(g, x, axes, keepDims, kind === 3 ? max : min);
  else g.keep(sum(x, axes, { keepDims }));
}

/** Only where one element is clearly the largest, so that rounding makes no other one it. */
function extremumStep(g: GraphMaker, x: Tensor, axes: number[], keepDims: boolean, op: typeof max): void {
  if (isClear(g, x, axes, op)) g.keep(op(x, axes, { keepDims }));
}

function isClear(g: GraphMaker, x: Tensor, axes: number[], op: typeof max): boolean {
  const y = op(x, axes, { keepDims: true });
  const near = g
    .valueOf(broadcastTo(y, x.shape))
    .data.filter((most, i) => Math.abs(most - g.valueOf(x).data[i]!) < MARGIN);
  return near.length === sizeOf(y.shape);
}

function argMaxStep(g: GraphMaker): void {
  const x = g.real(({ shape }) => shape.length > 0 && !shape.includes(0));
  if (x === undefined) return;
  const axis = g.random.integer(x.shape.length);
  if (!g.isSteady(x) || !isClear(g, x, [axis], max)) return;
  g.integers.push({ node: argMax(x, axis), bound: x.shape[axis]! });
}

function alongAxisStep(g: GraphMaker): void {
  const x = g.real(({ shape }) => shape.length > 0 && !shape.includes(0));
  if (x === undefined) return;
  const axis = g.random.integer(x.shape.length);
  const kind = g.random.integer(3);
  if (kind === 0) g.keep(softmax(x, axis));
  else if (kind === 1) g.keep(logSoftmax(x, axis));
  else g.keep(cumulativeSum(x, axis, { reverse: g.chance(0.5) }));
}

function transposeStep(g: GraphMaker): void {
  const x = g.real()!;
  g.keep(transpose(x, [...g.random.permutation(x.shape.length)]));
}

function reshapeStep(g: GraphMaker): void {
  const x = g.real(({ shape }) => !shape.includes(0));
  if (x === undefined) return;
  let left = sizeOf(x.shape);
  const shape: number[] = [];
  while (left > 1 && shape.length < 3) {
    const divisors = Array.from({ length: left }, (_, i) => i + 1).filter((d) => left % d === 0);
    shape.push(g.pick(divisors));
    left /= shape.at(-1)!;
  }
  g.keep(reshape(x, g.chance(0.3) ? [1, ...shape, left] : [...shape, left]));
}

function stretchStep(g: GraphMaker): void {
  const x = g.real()!;
  const larger = [
    ...(g.chance(0.5) ? [g.size()] : []),
    ...x.shape.map((size) => (size === 1 ? g.size() : size)),
  ];
  if (sizeOf(larger) > MOST_ELEMENTS) return;
  g.keep(broadcastTo(x, larger));
}

function sumToStep(g: GraphMaker): void {
  const x = g.real()!;
  const smaller = x.shape
    .slice(g.random.integer(x.shape.length + 1))
    .map((size) => (g.chance(0.4) ? 1 : size));
  g.keep(sumTo(x, smaller));
}

function sliceStep(g: GraphMaker): void {
  const x = g.real()!;
  const start = x.shape.map((size) => g.random.integer(size));
  const size = x.shape.map((whole, axis) =>
    whole === 0 ? 0 : Math.max(g.chance(0.05) ? 0 : 1, g.random.integer(whole - start[axis]! + 1)),
  );
  g.keep(slice(x, start, size));
}

function joinStep(g: GraphMaker): void {
  const x = g.real(({ shape }) => shape.length > 0);
  if (x === undefined) return;
  if (g.chance(0.3)) {
    g.keep(
      stack(
        [x, g.real(({ shape }) => shape.join() === x.shape.join())!],
        g.random.integer(x.shape.length + 1),
      ),
    );
    return;
  }
  const axis = g.random.integer(x.shape.length);
  const fits = ({ shape }: Tensor): boolean =>
    shape.length === x.shape.length && shape.every((size, i) => i === axis || size === x.shape[i]);
  const parts: readonly Tensor[] = [
    x,
    g.real(fits)!,
    ...(g.chance(0.3) ? [g.leaf(x.shape.with(axis, g.size()))] : []),
  ];
  g.keep(concat(parts, axis));
}

function padStep(g: GraphMaker): void {
  const x = g.real()!;
  const margins = (): number[] => x.shape.map(() => g.random.integer(3));
  const [before, after] = [margins(), margins()];
  if (x.shape.reduce((all, size, axis) => all * (size + before[axis]! + after[axis]!), 1) > MOST_ELEMENTS)
    return;
  g.keep(pad(x, before, after));
}

function takeStep(g: GraphMaker): void {
  const x = g.real(({ shape }) => shape.length > 0 && shape[0]! > 0);
  if (x === undefined) return;
  const indices = g.indices(x.shape[0]!);
  if (sizeOf(indices.shape) * sizeOf(x.shape.slice(1)) <= MOST_ELEMENTS) g.keep(take(x, indices));
}

function takeAdjointStep(g: GraphMaker): void {
  const rows = 1 + g.random.integer(6);
  const indices = g.indices(rows);
  const fits = ({ shape }: Tensor): boolean => indices.shape.every((size, axis) => size === shape[axis]);
  g.keep(takeAdjoint(g.real(fits) ?? g.leaf([...indices.shape, g.size()]), indices, rows));
}

function integerStep(g: GraphMaker): void {
  const bound = 2 + g.random.integer(5);
  const indices = g.indices(bound);
  if (sizeOf(indices.shape) * bound > MOST_ELEMENTS) return;
  g.keep(g.chance(0.5) ? oneHot(indices, bound) : multiply(indices, 0.25));
}

function countStep(g: GraphMaker): void {
  if (g.conditions.length > 0) g.keep(multiply(sum(g.pick(g.conditions), []), 0.5));
}

function passStep(g: GraphMaker): void {
  g.keep(g.pick([identity, stopGradient])(g.real()!));
}

/** All kinds of steps, common ones several times. */
export const STEPS: readonly Step[] = [
  elementwiseStep,
  elementwiseStep,
  elementwiseStep,
  elementwiseStep,
  elementwiseStep,
  elementwiseStep,
  conditionStep,
  whereStep,
  matmulStep,
  matmulStep,
  matmulStep,
  einsumStep,
  einsumStep,
  reductionStep,
  reductionStep,
  argMaxStep,
  alongAxisStep,
  transposeStep,
  transposeStep,
  reshapeStep,
  reshapeStep,
  stretchStep,
  sumToStep,
  sliceStep,
  sliceStep,
  joinStep,
  padStep,
  takeStep,
  takeAdjointStep,
  integerStep,
  countStep,
  passStep,
];
