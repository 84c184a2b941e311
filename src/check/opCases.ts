import { applyElementwise, applyStructural } from "../graph/apply.ts";
import { input } from "../graph/leaves.ts";
import type { ElementwiseOp, StructuralOp } from "../graph/op.ts";
import type { Tensor } from "../graph/tensor.ts";
import { hostArray, type HostArray } from "../tensor/hostArray.ts";
import { formatShape, sizeOf, type Shape } from "../tensor/shape.ts";
import { ValueError } from "../util/errors.ts";
import type { Random } from "../util/random.ts";

/** Shapes on which every elementwise op is tried: rank 0 to 4, empty, one element. */
const ODD_SHAPES: readonly Shape[] = [[], [1], [5], [0], [2, 3], [1, 1], [2, 0, 3], [2, 1, 3], [2, 1, 2, 2]];

/** How the other operands of an elementwise op may be smaller than the first. */
const STRETCHED: readonly ((shape: Shape) => Shape)[] = [
  (shape) => shape,
  (shape) => shape.slice(1),
  (shape) => shape.map((size, axis) => (axis === shape.length - 1 ? 1 : size)),
  () => [],
];

/** How near a kink numbers must not lie: far outside the largest step of a difference. */
const NEAR = 0.005;
/** After how many draws a domain counts as all kinks; a few are enough for any op of the library. */
const MOST_DRAWS = 1000;

/** An op applied to inputs, with numbers at which it is smooth. */
export interface OpCase {
  readonly what: string;
  readonly output: Tensor;
  readonly variables: readonly Tensor[];
  readonly feeds: ReadonlyMap<Tensor, HostArray>;
}

/** The cases on which an op is tried, as its own declaration says. */
export function opCases(op: ElementwiseOp | StructuralOp, random: Random): OpCase[] {
  return op.kind === "elementwise" ? elementwiseCases(op, random) : structuralCases(op, random);
}

function elementwiseCases(op: ElementwiseOp, random: Random): OpCase[] {
  const stretches = op.arity === 1 ? STRETCHED.slice(0, 1) : STRETCHED;
  return ODD_SHAPES.flatMap((shape) =>
    stretches.map((stretch) => {
      const shapes = op.check.domain.map((_, i) => (i === 0 ? shape : stretch(shape)));
      const values = smoothPoint(op, shapes, random);
      const leaves = shapes.map((s, i) => input(`x${i}`, s));
      return makeCase(op.name, applyElementwise(op, leaves), leaves, values);
    }),
  );
}

/**
 * Numbers for all operands that keep away from kinks: since operands stretch against each other, each is drawn for
 * itself and the whole draw repeated until no combination is near a kink.
 */
function smoothPoint(op: ElementwiseOp, shapes: readonly Shape[], random: Random): HostArray[] {
  for (let draws = 0; draws < MOST_DRAWS; draws++) {
    const values = shapes.map((shape, i) => {
      const [low, high] = op.check.domain[i]!;
      return hostArray(
        Float64Array.from({ length: sizeOf(shape) }, () => low + (high - low) * random.uniform()),
        shape,
      );
    });
    const columns = values.map(({ data }) => [...data]);
    if (farFromKinks(op, columns)) return values;
  }
  throw new ValueError(
    `checkOp(): "${op.name}" must have a domain whose points are mostly further than ${NEAR} from a kink, ` +
      `got none in ${MOST_DRAWS} draws; widen check.domain or correct check.kink`,
  );
}

function farFromKinks(op: ElementwiseOp, columns: readonly number[][]): boolean {
  const { kink } = op.check;
  if (kink === undefined) return true;
  const combinations = columns.reduce<number[][]>(
    (rows, column) => rows.flatMap((row) => column.map((x) => [...row, x])),
    [[]],
  );
  return combinations.every((args) => kink(...args) > NEAR);
}

function structuralCases(op: StructuralOp, random: Random): OpCase[] {
  return op.check.cases.map(({ shapes, attributes, values }) => {
    const leaves = shapes.map((shape, i) => input(`x${i}`, shape, values?.[i] == null ? "real" : "int"));
    const numbers = shapes.map((shape, i) => {
      const given = values?.[i];
      const data = given == null ? distinct(sizeOf(shape), random) : Float64Array.from(given);
      return hostArray(data, shape);
    });
    return makeCase(op.name, applyStructural(op, leaves, attributes), leaves, numbers);
  });
}

/** Numbers at least 0.1 apart in random order: where an op compares elements, no difference step changes the order. */
function distinct(size: number, random: Random): Float64Array {
  return Float64Array.from(
    random.permutation(size),
    (rank) => (rank - size / 2) / 4 + 0.1 * random.uniform(),
  );
}

function makeCase(
  name: string,
  output: Tensor,
  leaves: readonly Tensor[],
  values: readonly HostArray[],
): OpCase {
  return {
    what: [name, ...leaves.map((leaf) => formatShape(leaf.shape))].join(" "),
    output,
    variables: leaves.filter((leaf) => leaf.dtype === "real"),
    feeds: new Map(leaves.map((leaf, i) => [leaf, values[i]!])),
  };
}
