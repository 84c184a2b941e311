import {
  compile,
  constant,
  costOf,
  forward,
  gradients,
  hessian,
  hessianVectorProduct,
  input,
  parametersOf,
  type Network,
} from "backproof";
import { eigenpairs, largestEigenvalue, type Eigenpair, type LargestEigenvalue } from "./eigenvalue.ts";
import type { Landscape } from "./landscape.ts";
import type { Point } from "./paths.ts";

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
 * The largest eigenvalue of the Hessian by all parameters of a network, without the Hessian.
 *
 * @param batch the samples that the cost is of
 * @param products stop after this many Hessian-vector products
 */
export function sharpness(
  net: Network,
  batch: { readonly input: Rows; readonly target: Rows },
  products?: number,
): LargestEigenvalue {
  const parameters = parametersOf(net);
  const cost = costOf(net, forward(net, constant(batch.input)), constant(batch.target));
  const vectors = parameters.map(({ label, shape }) => input(`v ${label ?? ""}`, shape));
  const images = hessianVectorProduct(cost, parameters, vectors);
  const program = compile({ outputs: images, inputs: vectors, precision: "f64", threads: 1 });
  const sizes = vectors.map(({ shape }) => shape.reduce((size, n) => size * n, 1));
  const offsets = sizes.map((_, i) => sizes.slice(0, i).reduce((sum, n) => sum + n, 0));
  const size = sizes.reduce((sum, n) => sum + n, 0);
  try {
    return largestEigenvalue(
      (v) => {
        vectors.forEach((vector, i) => {
          program.buffer(vector).set(v.subarray(offsets[i], offsets[i]! + sizes[i]!));
        });
        program.run();
        const image = new Float64Array(size);
        images.forEach((node, i) => {
          image.set(program.view(node), offsets[i]);
        });
        return image;
      },
      size,
      products === undefined ? {} : { products },
    );
  } finally {
    program.dispose();
  }
}

type Rows = Parameters<typeof constant>[0];
