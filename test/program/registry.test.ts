import { describe, expect, it } from "vitest";
import { gradients } from "../../src/autodiff/reverse.ts";
import { reference } from "../../src/backend/reference/reference.ts";
import { opCases, type OpCase } from "../../src/check/opCases.ts";
import { applyElementwise, applyStructural } from "../../src/graph/apply.ts";
import { constant, input } from "../../src/graph/leaves.ts";
import type { ElementwiseOp, StructuralOp } from "../../src/graph/op.ts";
import type { Tensor } from "../../src/graph/tensor.ts";
import { multiply } from "../../src/ops/multiply.ts";
import { registry } from "../../src/ops/registry.ts";
import { sum } from "../../src/ops/sum.ts";
import { hostArray, type HostArray } from "../../src/tensor/hostArray.ts";
import { sizeOf, type Shape } from "../../src/tensor/shape.ts";
import { Random } from "../../src/util/random.ts";
import { difference } from "../support/difference.ts";
import { interpreter, interpreterWithZeros, plainInterpreter } from "../support/interpreter.ts";

/** Generated from the registry: an op that is added there is tested here. */
describe.each(registry.map((op) => [op.name, op] as const))("%s", (_name, op) => {
  const random = new Random(7).stream(op.name);
  const cases = [...opCases(op, random), ...moreShapes(op, random)];

  it("computes what the reference does, value and gradients, improved and not", () => {
    const wrong = cases.flatMap((one) => differences(one, outputsOf(one, random), 1e-12));
    expect(wrong).toEqual([]);
  });

  if (op.kind === "elementwise") {
    it("treats ±0, ±∞ and NaN as the reference does", () => {
      const one = specialCase(op);
      expect(differences(one, [one.output], 0)).toEqual([]);
    });
  }

  if (op.kind === "structural" && MOVES.has(op.name)) {
    it("moves ±0, ±∞ and NaN without a change", () => {
      const special = cases.map((one) => ({ ...one, feeds: withSpecials(one.feeds) }));
      expect(special.flatMap((one) => differences(one, [one.output], 0))).toEqual([]);
    });
  }
});

/** Ops whose results are elements of their inputs. */
const MOVES = new Set([
  "broadcast",
  "concat",
  "identity",
  "max",
  "min",
  "reshape",
  "slice",
  "stopGradient",
  "take",
  "transpose",
]);

const SPECIAL = [-0, 0, 1, -1, 0.5, -2, 3, 1e300, -1e-300, Infinity, -Infinity, Number.NaN];

/** The result and, of something that depends on all of it, the gradients. */
function outputsOf({ output, variables }: OpCase, random: Random): Tensor[] {
  if (output.dtype !== "real" || variables.length === 0) return [output];
  const weights = constant(hostArray(uniform(output.shape, random), output.shape));
  return [output, ...gradients(sum(multiply(output, weights)), variables, { missing: "zeros" })];
}

function differences({ what, feeds }: OpCase, outputs: readonly Tensor[], tolerance: number): string[] {
  const right = reference.compile({ outputs });
  for (const [leaf, value] of feeds) if (isPart(outputs, leaf)) right.write(leaf, value);
  right.run();
  return [interpreter, interpreterWithZeros, plainInterpreter].flatMap((backend) => {
    const compiled = backend.compile({ outputs });
    for (const [leaf, value] of feeds) if (isPart(outputs, leaf)) compiled.write(leaf, value);
    // Twice: the second run walks all loops backwards.
    return [1, 2].flatMap((run) => {
      compiled.run();
      return outputs.flatMap((node, i) => {
        const found = difference(compiled.read(node), right.read(node), tolerance);
        return found === undefined ? [] : [`${backend.name}, ${what}, run ${run}, output ${i}: ${found}`];
      });
    });
  });
}

function isPart(outputs: readonly Tensor[], leaf: Tensor): boolean {
  return outputs.some((node) => node === leaf || isPart(node.inputs, leaf));
}

/** Every combination of special values. */
function specialCase(op: ElementwiseOp): OpCase {
  const shape = op.check.domain.map(() => SPECIAL.length);
  const leaves = shape.map((size, axis) =>
    input(
      `x${axis}`,
      shape.map((_, other) => (other === axis ? size : 1)),
    ),
  );
  return {
    what: `${op.name} of special values`,
    output: applyElementwise(op, leaves),
    variables: leaves,
    feeds: new Map(leaves.map((leaf) => [leaf, hostArray(Float64Array.from(SPECIAL), leaf.shape)])),
  };
}

function withSpecials(feeds: OpCase["feeds"]): OpCase["feeds"] {
  const special = ({ shape, data }: HostArray): HostArray =>
    hostArray(
      data.map((_, i) => SPECIAL[i % SPECIAL.length]!),
      shape,
    );
  return new Map([...feeds].map(([leaf, value]) => [leaf, leaf.dtype === "real" ? special(value) : value]));
}

/** More shapes than an op's own cases: operands that stretch against each other, more axes, sizes beyond a vector's. */
function moreShapes(op: ElementwiseOp | StructuralOp, random: Random): OpCase[] {
  if (op.kind === "structural") {
    return (MORE[op.name] ?? []).map(({ shapes, attributes, indices }) => {
      const leaves = shapes.map((shape, i) => input(`x${i}`, shape, indices?.[i] ? "int" : "real"));
      const values = shapes.map((shape, i) =>
        hostArray(indices?.[i] ? Float64Array.from(indices[i]) : uniform(shape, random), shape),
      );
      return caseOf(op.name, applyStructural(op, leaves, attributes), leaves, values);
    });
  }
  const pairs: [Shape, Shape][] = [
    [[19], [19]],
    [[], [3]],
    [
      [3, 1],
      [1, 4],
    ],
    [[4], [2, 3, 4]],
    [
      [2, 1, 3],
      [5, 1],
    ],
    [
      [1, 0],
      [3, 1],
    ],
    [
      [2, 1, 3, 1],
      [4, 1, 5],
    ],
  ];
  return pairs.map((pair) => {
    const leaves = op.check.domain.map((_, i) => input(`x${i}`, pair[i % 2]!));
    const values = leaves.map(({ shape }, i) => {
      const [low, high] = op.check.domain[i]!;
      return hostArray(
        uniform(shape, random).map((x) => low + (high - low) * (x - 0.5)),
        shape,
      );
    });
    return caseOf(op.name, applyElementwise(op, leaves), leaves, values);
  });
}

function caseOf(
  name: string,
  output: Tensor,
  leaves: readonly Tensor[],
  values: readonly HostArray[],
): OpCase {
  return {
    what: [name, ...leaves.map(({ shape }) => `[${shape.join(", ")}]`)].join(" "),
    output,
    variables: leaves.filter(({ dtype }) => dtype === "real"),
    feeds: new Map(leaves.map((leaf, i) => [leaf, values[i]!])),
  };
}

function uniform(shape: Shape, random: Random): Float64Array {
  return Float64Array.from({ length: sizeOf(shape) }, () => 0.5 + random.uniform());
}

interface Case {
  readonly shapes: readonly Shape[];
  readonly attributes: object;
  readonly indices?: readonly (readonly number[] | null)[];
}

const one = (shape: Shape, attributes: object): Case => ({ shapes: [shape], attributes });
const two = (a: Shape, b: Shape, attributes: object = {}): Case => ({ shapes: [a, b], attributes });

const REDUCTIONS: readonly Case[] = [
  one([5, 19], { axes: [1], keepDims: false }),
  one([19, 5], { axes: [0], keepDims: true }),
  one([2, 1, 3, 1], { axes: [1, 3], keepDims: false }),
  one([2, 1, 3, 1], { axes: [0, 3], keepDims: true }),
  one([2, 3, 0, 2], { axes: [0], keepDims: false }),
  one([1, 1, 1, 1], { axes: [0, 1, 2, 3], keepDims: false }),
];

const OVER_NOTHING: readonly Case[] = [
  one([2, 0, 3], { axes: [1], keepDims: true }),
  one([0], { axes: [0], keepDims: false }),
  one([3, 0], { axes: [0, 1], keepDims: false }),
];

const MORE: Readonly<Record<string, readonly Case[]>> = {
  sum: [...REDUCTIONS, ...OVER_NOTHING],
  product: [...REDUCTIONS, ...OVER_NOTHING],
  max: REDUCTIONS,
  min: REDUCTIONS,
  argMax: [one([4, 19], { axis: 1 }), one([5, 1], { axis: 1 }), one([2, 3, 1, 4], { axis: 1 })],
  broadcast: [
    one([1, 1], { shape: [2, 3, 4, 5] }),
    one([0], { shape: [3, 0] }),
    one([2, 1], { shape: [2, 0] }),
  ],
  sumTo: [
    one([2, 3, 4, 5], { shape: [1, 5] }),
    one([2, 0], { shape: [2, 1] }),
    one([1, 1], { shape: [1] }),
    one([2, 0, 3], { shape: [] }),
  ],
  cumulativeSum: [
    one([3, 19], { axis: 0, reverse: true }),
    one([3, 19], { axis: 1, reverse: false }),
    one([2, 0], { axis: 0, reverse: false }),
  ],
  concat: [
    two([2, 19], [2, 3], { axis: 1 }),
    two([0], [0], { axis: 0 }),
    two([2, 1, 3], [2, 0, 3], { axis: 1 }),
  ],
  pad: [one([0], { before: [2], after: [1] }), one([1, 1], { before: [1, 1], after: [1, 1] })],
  reshape: [
    one([2, 3, 4], { shape: [4, 6] }),
    one([1, 5, 1], { shape: [5] }),
    one([0, 3], { shape: [3, 0, 2] }),
  ],
  slice: [
    one([7, 9], { start: [2, 3], size: [5, 6] }),
    one([7, 9], { start: [2, 0], size: [1, 9] }),
    one([2, 3], { start: [1, 0], size: [0, 3] }),
  ],
  take: [
    {
      shapes: [
        [5, 19],
        [2, 3],
      ],
      attributes: {},
      indices: [null, [0, 4, 4, 1, 0, 2]],
    },
    { shapes: [[3, 1, 2], [1]], attributes: {}, indices: [null, [2]] },
  ],
  takeAdjoint: [
    {
      shapes: [
        [2, 3, 19],
        [2, 3],
      ],
      attributes: { rows: 5 },
      indices: [null, [0, 4, 4, 1, 0, 2]],
    },
    { shapes: [[3, 0], [3]], attributes: { rows: 2 }, indices: [null, [0, 1, 0]] },
  ],
  transpose: [one([2, 3, 4, 5], { order: [3, 1, 0, 2] }), one([1, 0, 2], { order: [2, 1, 0] })],
  matmul: [
    two([19, 17], [17, 33]),
    two([5, 1], [1, 5]),
    two([1, 5], [5, 1]),
    two([5, 1, 3, 4], [3, 4, 2]),
    two([3, 2, 4], [4, 1]),
    two([2, 3, 1, 5], [1, 5, 2]),
    two([2, 0], [0, 3]),
    two([0, 4], [4, 3]),
    two([2, 0, 3, 4], [4, 2]),
  ],
  einsum: [
    two([3, 4], [5, 4], { spec: "ij,kj->ik" }),
    two([4, 3], [4, 5], { spec: "ji,jk->ki" }),
    two([2, 3, 4], [3, 4, 5], { spec: "aij,ijb->ba" }),
    two([2, 3, 4], [2, 4], { spec: "bik,bk->bi" }),
    two([3, 3], [3, 3], { spec: "ij,ij->" }),
    two([3, 3], [3, 4], { spec: "ii,ij->ij" }),
    two([2, 3, 4, 5], [5, 4], { spec: "abcd,dc->ab" }),
    one([3, 4, 3], { spec: "aba->b" }),
    two([1, 4], [4, 1], { spec: "ij,jk->ik" }),
    two([2], [3], { spec: "i,j->ji" }),
  ],
};
