import type { Eigenvalue } from "backproof/diagnose";
import {
  compile,
  constant,
  costOf,
  engine,
  forward,
  gradients,
  hessian,
  largestCurvature,
  parametersOf,
  type Network,
} from "backproof";
import { eigenpairs, type Eigenpair } from "./eigenvalue.ts";
import type { Landscape } from "./landscape.ts";
import type { Point } from "./paths.ts";
import type { Problem } from "./problem.ts";

/** What a surface is like around a point, to second order. */
export interface LocalShape extends Point {
  readonly cost: number;
  /** ∂C/∂θ. */
  readonly gradient: readonly [number, number];
  /** The Hessian's eigenvalues, the larger first, each with the direction in which the surface bends so. */
  readonly bends: readonly [Eigenpair, Eigenpair];
}

/** Gradient and Hessian of a landscape, compiled once, to be asked at many points. */
export interface Curvature {
  readonly at: (point: Point) => LocalShape;
  readonly dispose: () => void;
}

/** The exact 2×2 Hessian of the two parameters: what the library's `hessian` differentiates. */
export function curvatureOf({ theta, cost }: Landscape): Curvature {
  const [slope] = gradients(cost, [theta], { missing: "zeros" });
  const second = hessian(cost, theta);
  const program = compile({
    ...{ outputs: [cost, slope, second], parameters: [theta] },
    ...{ precision: "f64", threads: 1 },
  });
  return {
    at: ({ x, y }) => {
      program.write(theta, [x, y]);
      program.run();
      const [a, b, , c] = program.view(second);
      const [across, upwards] = program.view(slope);
      return {
        ...{ x, y, cost: program.view(cost)[0]! },
        gradient: [across!, upwards!],
        bends: eigenpairs({ a: a!, b: b!, c: c! }),
      };
    },
    dispose: () => {
      program.dispose();
    },
  };
}

/**
 * λ of the Hessian by all parameters of a network, which is never made: the library needs only products of it with vectors.
 *
 * @param batch the samples that the cost is of
 */
export function sharpness(net: Network, batch: Pick<Problem, "input" | "target">): Eigenvalue {
  const cost = costOf(net, forward(net, constant(batch.input)), constant(batch.target));
  const backend = engine({ precision: "f64", threads: 1 });
  return largestCurvature(cost, parametersOf(net), {}, { backend });
}
