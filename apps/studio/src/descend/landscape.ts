import {
  add,
  constant,
  costOf,
  einsum,
  forward,
  heldValue,
  network,
  parameter,
  type Tensor,
} from "backproof";
import { valueOf, type Coordinate, type Pair } from "./coordinates.ts";
import type { Problem } from "./problem.ts";

/** The cost of a network as a function of two of its parameters; all others stay as they are. */
export interface Landscape {
  /** θ, a parameter of shape [2]: the number across and the number up. */
  readonly theta: Tensor;
  /** C(θ), a scalar. */
  readonly cost: Tensor;
}

/**
 * The graph of C(θ), where θ are two parameters of a network: W(θ) = W₀ + θ₁ E₁ + θ₂ E₂, each E zero but for a single 1.
 *
 * @param pair which two parameters; they must differ
 * @returns nodes to compile, differentiate, or both
 */
export function landscapeOf(problem: Problem, pair: Pair): Landscape {
  const theta = parameter(
    "θ",
    pair.map((coordinate) => valueOf(problem, coordinate) ?? 0),
  );
  const net = network(problem);
  const layers = net.layers.map((layer, l) => ({
    ...layer,
    weights: withHoles(layer.weights, theta, pair, { kind: "weight", layer: l }),
    bias: withHoles(layer.bias, theta, pair, { kind: "bias", layer: l }),
  }));
  const moving = { ...net, layers };
  const pass = forward(moving, constant(problem.input));
  return { theta, cost: costOf(moving, pass, constant(problem.target)) };
}

/** A parameter tensor in which θ stands in the places of the pair. */
function withHoles(
  tensor: Tensor,
  theta: Tensor,
  pair: Pair,
  here: Pick<Coordinate, "kind" | "layer">,
): Tensor {
  const { shape, data } = heldValue(tensor)!;
  const fixed = Float64Array.from(data);
  const places = new Float64Array(2 * data.length);
  pair.forEach((coordinate, i) => {
    if (coordinate.kind !== here.kind || coordinate.layer !== here.layer) return;
    const place =
      coordinate.kind === "bias" ? coordinate.row : coordinate.row * shape[1]! + coordinate.column;
    fixed[place] = 0;
    places[i * data.length + place] = 1;
  });
  if (!places.includes(1)) return constant({ shape, data });
  const spec = shape.length === 2 ? "k,kij->ij" : "k,ki->i";
  const moving = einsum(spec, theta, constant({ shape: [2, ...shape], data: places }));
  return add(constant({ shape, data: fixed }), moving);
}
