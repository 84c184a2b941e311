import { structural, type ReversePoint, type StructuralOp } from "../graph/op.ts";
import type { TensorOps } from "../graph/rules.ts";
import {
  fold,
  reducedShape,
  reductionCases,
  requireElements,
  withReducedAxes,
  type Reduced,
} from "./reduction.ts";

/** What distinguishes the largest element from the smallest. */
interface Extremum {
  /** What every element beats. */
  readonly start: number;
  readonly better: (a: number, b: number) => number;
  readonly adjective: "largest" | "smallest";
}

/** The op that finds the largest or the smallest element along some axes. */
export function extremum(name: "max" | "min", { start, better, adjective }: Extremum): StructuralOp<Reduced> {
  return structural<Reduced>(name, {
    shape: ([from], reduced) => {
      requireElements(name, from!, reduced.axes);
      return reducedShape(from!, reduced);
    },
    evaluate([x], reduced, output) {
      fold(x!, reduced, start, better, output.data);
    },
    lower: (k, [x], { axes }, shape) => k.reshape(k.reduce(name, x!, axes), shape),
    vjp: (t, at, reduced) => [
      t.multiply(shares(t, at, reduced), withReducedAxes(t, at.yBar, at.shapes[0]!, reduced)),
    ],
    jvp: {
      rule: (t, at, reduced) =>
        t.sum(t.multiply(shares(t, at, reduced), at.xDots[0]!), reduced.axes, reduced.keepDims),
    },
    explain: {
      latex: (x) => `\\${name} ${x}`,
      binds: "prefix",
      says: `finds the ${adjective} element along some axes; only that one receives the gradient, and several equal ones share it`,
    },
    check: { cases: reductionCases },
  });
}

/** How much of the gradient each element receives: an equal share of 1 for those that are the extremum, else 0. */
function shares<T>(
  t: TensorOps<T>,
  { inputs: [x], y, shapes: [from] }: Pick<ReversePoint<T>, "inputs" | "y" | "shapes">,
  reduced: Reduced,
): T {
  const attained = t.select(t.equal(x!, withReducedAxes(t, y, from!, reduced)), 1, 0);
  return t.divide(attained, t.sum(attained, reduced.axes, true));
}
