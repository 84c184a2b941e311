import fc from "fast-check";
import { gradients } from "../../src/autodiff/reverse.ts";
import { constant, parameterOp } from "../../src/graph/leaves.ts";
import type { Tensor } from "../../src/graph/tensor.ts";
import { topological } from "../../src/graph/traverse.ts";
import { add } from "../../src/ops/add.ts";
import { mean } from "../../src/ops/mean.ts";
import { multiply } from "../../src/ops/multiply.ts";
import { sin } from "../../src/ops/sin.ts";
import { subtract } from "../../src/ops/subtract.ts";
import { tanh } from "../../src/ops/tanh.ts";
import type { HostArray } from "../../src/tensor/hostArray.ts";
import { sameShape, sizeOf } from "../../src/tensor/shape.ts";
import { Random } from "../../src/util/random.ts";
import { GraphMaker } from "./graphMaker.ts";
import { STEPS } from "./graphSteps.ts";

/** A graph with everything that it takes to run it. */
export interface RandomGraph {
  /** Inputs, whose numbers are in `feeds`, and parameters, which have their own. */
  readonly leaves: readonly Tensor[];
  readonly feeds: ReadonlyMap<Tensor, HostArray>;
  /** Some of its nodes, a scalar that depends on many, and the gradients of that scalar. */
  readonly outputs: readonly Tensor[];
  readonly updates: readonly (readonly [parameter: Tensor, next: Tensor])[];
  /** Every node, inputs before the nodes that use them. */
  readonly nodes: readonly Tensor[];
}

/** What a graph is made from: the same plan gives the same graph, and a part of a plan a smaller one. */
interface Plan {
  readonly seed: number;
  readonly steps: readonly { readonly kind: number; readonly seed: number }[];
}

const plans: fc.Arbitrary<Plan> = fc.record({
  seed: fc.nat(),
  steps: fc.array(fc.record({ kind: fc.nat(STEPS.length - 1), seed: fc.nat() }), {
    minLength: 5,
    maxLength: 40,
    size: "max",
  }),
});

/**
 * Random graphs over all ops, with odd shapes, stretched operands and values that are used again; gradients of a cost, and
 * parameters that change.
 *
 * Numbers stay small and away from poles, kinks and jumps, so that float32 gives nearly the same as float64.
 */
export const randomGraphs: fc.Arbitrary<RandomGraph> = plans.map(makeGraph);

function makeGraph({ seed, steps }: Plan): RandomGraph {
  const maker = new GraphMaker(new Random(seed));
  for (const step of steps) STEPS[step.kind]!(maker.with(new Random(step.seed)));
  const random = new Random(seed).stream("outputs");
  const cost = costOf(maker, random);
  const slopes = slopesOf(maker, cost);
  const updates = updatesOf(maker, slopes, random);
  const some = [
    ...maker.reals,
    ...maker.integers.map(({ node }) => node),
    ...maker.conditions,
    ...maker.leaves,
  ];
  const outputs = [
    cost,
    ...[...slopes.values()].filter(() => random.uniform() < 0.7),
    ...some.filter(() => random.uniform() < 0.25),
  ];
  const nodes = topological([...outputs, ...updates.flat()]);
  const leaves = maker.leaves.filter((leaf) => nodes.includes(leaf));
  const feeds = new Map([...maker.feeds].filter(([leaf]) => nodes.includes(leaf)));
  return { leaves, feeds, outputs: [...new Set(outputs)], updates, nodes };
}

/** A scalar that the last values, and through them most others, have a part in. */
function costOf(maker: GraphMaker, random: Random): Tensor {
  const parts = maker.reals.filter(({ shape }) => sizeOf(shape) > 0).slice(-8);
  const means = parts.map((y) => mean(random.uniform() < 0.5 ? y : sin(y)));
  return means.reduce<Tensor>((a, b) => add(a, b), constant(1));
}

/** The gradients that are small enough. */
function slopesOf(maker: GraphMaker, cost: Tensor): Map<Tensor, Tensor> {
  const variables = maker.leaves.filter(({ dtype }) => dtype === "real");
  const slopes = gradients(cost, variables, { missing: "zeros" });
  const pairs = variables.map((x, i): [Tensor, Tensor] => [x, slopes[i]!]);
  return new Map(pairs.filter(([, slope]) => maker.valueOf(slope).data.every((x) => Math.abs(x) < 20)));
}

/** What becomes of each parameter: a step downhill, another parameter, a bit of itself, any value of its shape, nothing. */
function updatesOf(
  maker: GraphMaker,
  slopes: ReadonlyMap<Tensor, Tensor>,
  random: Random,
): (readonly [Tensor, Tensor])[] {
  const parameters = maker.leaves.filter(({ op }) => op === parameterOp);
  return parameters.flatMap((theta): [Tensor, Tensor][] => {
    const slope = slopes.get(theta);
    const others = [...parameters, ...maker.reals].filter(({ shape }) => sameShape(shape, theta.shape));
    switch (random.integer(7)) {
      case 0:
      case 1:
        return slope === undefined ? [] : [[theta, subtract(theta, multiply(0.01, slope))]];
      case 2:
        return slope === undefined ? [] : [[theta, add(multiply(theta, 0.9), multiply(tanh(slope), 0.05))]];
      case 3:
        return [[theta, multiply(theta, 0.9)]];
      case 4:
      case 5:
        return [[theta, others[random.integer(others.length)]!]];
      default:
        return [];
    }
  });
}
