import type { OpCase } from "../../../src/check/opCases.ts";
import { applyElementwise, applyStructural } from "../../../src/graph/apply.ts";
import { input } from "../../../src/graph/leaves.ts";
import type { ElementwiseOp, StructuralOp } from "../../../src/graph/op.ts";
import type { Tensor } from "../../../src/graph/tensor.ts";
import { hostArray, type HostArray } from "../../../src/tensor/hostArray.ts";
import { formatShape, sizeOf, type Shape } from "../../../src/tensor/shape.ts";
import type { Random } from "../../../src/util/random.ts";

/** Below, at and above the widths of vectors, of unrolled loops, and of the shares of threads. */
const SIZES = {
  all: [1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 63, 64, 65],
  few: [1, 3, 9, 16, 65],
} as const;

/** Shapes in which an axis of n elements is walked on, across, stretched, or split among threads. */
const OPERANDS: readonly ((n: number) => readonly [Shape, Shape])[] = [
  (n) => [[n], [n]],
  (n) => [[3, n], [n]],
  (n) => [[n], []],
  (n) => [
    [n, 3],
    [n, 1],
  ],
  (n) => [
    [2, 1, n],
    [3, 1],
  ],
];

const LARGE: readonly (readonly [Shape, Shape])[] = [
  [[37, 131], [131]],
  [[131, 37], []],
  [
    [37, 1],
    [1, 131],
  ],
];

/** How many numbers each argument of an elementwise op is drawn from. */
const PALETTE = 6;

/** Cases of an op in sizes at which vectors and threads begin and end. */
export function sizedCases(
  op: ElementwiseOp | StructuralOp,
  random: Random,
  which: keyof typeof SIZES = "all",
): OpCase[] {
  const sizes = SIZES[which];
  return op.kind === "elementwise" ? elementwiseCases(op, random, sizes) : structuralCases(op, random, sizes);
}

function elementwiseCases(op: ElementwiseOp, random: Random, sizes: readonly number[]): OpCase[] {
  const palettes = paletteOf(op, random);
  const patterns = op.arity === 1 ? OPERANDS.slice(0, 2) : OPERANDS;
  const shapes = [...sizes.flatMap((n) => patterns.map((pattern) => pattern(n))), ...LARGE];
  return shapes.map((pair) => {
    const leaves = op.check.domain.map((_, i) => input(`x${i}`, pair[Math.min(i, 1)]!));
    const values = leaves.map(({ shape }, i) => filled(shape, () => palettes[i]![random.integer(PALETTE)]!));
    return caseOf(op.name, applyElementwise(op, leaves), leaves, values);
  });
}

/** A few numbers for each argument, of which no combination is near a kink. */
function paletteOf(op: ElementwiseOp, random: Random): number[][] {
  const { domain, kink = () => Infinity } = op.check;
  for (;;) {
    const palettes = domain.map(([low, high]) =>
      Array.from({ length: PALETTE }, () => low + (high - low) * random.uniform()),
    );
    const rows = palettes.reduce<number[][]>(
      (all, palette) => all.flatMap((row) => palette.map((x) => [...row, x])),
      [[]],
    );
    if (rows.every((row) => kink(...row) > 0.005)) return palettes;
  }
}

/** Whole numbers through an op that keeps them whole or compares them; none for other ops. */
export function wholeCases(op: ElementwiseOp | StructuralOp, random: Random): OpCase[] {
  if (op.kind !== "elementwise" || op.result === "real") return [];
  return [[5], [3, 17]].map((shape) => {
    const leaves = op.check.domain.map((_, i) => input(`n${i}`, shape, "int"));
    const values = leaves.map(() => filled(shape, () => random.integer(9) - 4));
    return caseOf(op.name, applyElementwise(op, leaves), leaves, values);
  });
}

function structuralCases(op: StructuralOp, random: Random, sizes: readonly number[]): OpCase[] {
  const sized = SIZED[op.name] ?? ((): Case[] => []);
  return [...sizes.flatMap(sized), ...(LARGE_CASES[op.name] ?? [])].map(({ shapes, attributes, rows }) => {
    const leaves = shapes.map((shape, i) =>
      input(`x${i}`, shape, rows !== undefined && i > 0 ? "int" : "real"),
    );
    const values = leaves.map(({ shape, dtype }) =>
      dtype === "int" ? filled(shape, () => random.integer(rows!)) : distinct(shape, random),
    );
    return caseOf(op.name, applyStructural(op, leaves, attributes), leaves, values);
  });
}

/** Numbers from 0.5 to 1.5, so that products stay small and sums do not cancel, no two alike. */
function distinct(shape: Shape, random: Random): HostArray {
  const order = random.permutation(sizeOf(shape));
  return hostArray(
    Float64Array.from(order, (rank) => 0.5 + (rank + 0.5) / order.length),
    shape,
  );
}

function filled(shape: Shape, next: () => number): HostArray {
  return hostArray(Float64Array.from({ length: sizeOf(shape) }, next), shape);
}

function caseOf(
  name: string,
  output: Tensor,
  leaves: readonly Tensor[],
  values: readonly HostArray[],
): OpCase {
  return {
    what: [name, ...leaves.map(({ shape }) => formatShape(shape))].join(" "),
    output,
    variables: leaves.filter(({ dtype }) => dtype === "real"),
    feeds: new Map(leaves.map((leaf, i) => [leaf, values[i]!])),
  };
}

interface Case {
  readonly shapes: readonly Shape[];
  readonly attributes: object;
  /** For ops that take rows by numbers: how many rows there are. */
  readonly rows?: number;
}

const one = (shape: Shape, attributes: object): Case => ({ shapes: [shape], attributes });
const two = (a: Shape, b: Shape, attributes: object = {}): Case => ({ shapes: [a, b], attributes });

const reductions = (n: number): Case[] => [
  one([n], { axes: [0], keepDims: false }),
  one([3, n], { axes: [1], keepDims: false }),
  one([n, 5], { axes: [0], keepDims: true }),
  one([2, n, 3], { axes: [0, 2], keepDims: false }),
  one([n, 2, 3], { axes: [1], keepDims: false }),
];

const SIZED: Readonly<Record<string, (n: number) => Case[]>> = {
  sum: reductions,
  product: reductions,
  max: reductions,
  min: reductions,
  argMax: (n) => [one([3, n], { axis: 1 }), one([n, 5], { axis: 0 })],
  broadcast: (n) => [one([n], { shape: [3, n] }), one([n, 1], { shape: [n, 5] })],
  sumTo: (n) => [one([3, n], { shape: [n] }), one([n, 5], { shape: [n, 1] })],
  cumulativeSum: (n) => [one([3, n], { axis: 1, reverse: true }), one([n, 5], { axis: 0, reverse: false })],
  concat: (n) => [two([n], [3], { axis: 0 }), two([2, 3], [2, n], { axis: 1 })],
  pad: (n) => [one([2, n], { before: [0, 1], after: [1, 2] })],
  reshape: (n) => [one([n, 6], { shape: [2, n, 3] })],
  slice: (n) => [one([4, n + 2], { start: [1, 1], size: [2, n] })],
  take: (n) => [
    { shapes: [[5, n], [4]], attributes: {}, rows: 5 },
    { shapes: [[3, 2], [n]], attributes: {}, rows: 3 },
  ],
  takeAdjoint: (n) => [
    { shapes: [[4, n], [4]], attributes: { rows: 5 }, rows: 5 },
    { shapes: [[n, 2], [n]], attributes: { rows: 3 }, rows: 3 },
  ],
  transpose: (n) => [one([3, n], { order: [1, 0] }), one([2, n, 3], { order: [2, 0, 1] })],
  matmul: (n) => [
    two([n, 5], [5, 3]),
    two([3, n], [n, 2]),
    two([4, 3], [3, n]),
    two([n, n], [n, n]),
    two([2, 3, n], [2, n, 2]),
  ],
  einsum: (n) => [
    two([3, n], [4, n], { spec: "ij,kj->ik" }),
    two([n, 3], [n, 4], { spec: "ij,ik->jk" }),
    two([2, n], [n], { spec: "ij,j->i" }),
  ],
};

const LARGE_CASES: Readonly<Record<string, readonly Case[]>> = {
  sum: [one([67, 515], { axes: [0], keepDims: false }), one([67, 515], { axes: [0, 1], keepDims: false })],
  max: [one([67, 515], { axes: [1], keepDims: false })],
  cumulativeSum: [one([67, 515], { axis: 0, reverse: false })],
  take: [{ shapes: [[9, 131], [257]], attributes: {}, rows: 9 }],
  takeAdjoint: [{ shapes: [[257, 131], [257]], attributes: { rows: 9 }, rows: 9 }],
  transpose: [one([67, 131], { order: [1, 0] })],
  matmul: [
    two([67, 131], [131, 45]),
    two([10, 785], [785, 30]),
    two([1, 785], [785, 30]),
    two([131, 3], [3, 131]),
    two([129, 1], [1, 67]),
  ],
};
