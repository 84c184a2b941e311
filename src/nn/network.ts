import { parameter } from "../graph/leaves.ts";
import { named, type Tensor } from "../graph/tensor.ts";
import { mean } from "../ops/mean.ts";
import { sum } from "../ops/sum.ts";
import type { HostArray } from "../tensor/hostArray.ts";
import { formatShape } from "../tensor/shape.ts";
import { ShapeError, ValueError } from "../util/errors.ts";
import { superscript } from "../util/superscript.ts";
import { oneOf } from "../util/suggest.ts";
import { activations, ACTIVATION_NAMES, type ActivationName } from "./activations.ts";
import type { Cost } from "./costs/cost.ts";
import { costs, COST_NAMES, type CostName } from "./costs/costs.ts";
import { dense } from "./layers/dense.ts";

/** How the costs of a batch's samples become one number. */
export type Reduction = (typeof REDUCTION_NAMES)[number];

const REDUCTION_NAMES = ["mean", "sum"] as const;

export interface Layer {
  /** W, a parameter of shape [out, in]. */
  readonly weights: Tensor;
  /** b, a parameter of shape [out]. */
  readonly bias: Tensor;
  readonly activation: ActivationName;
}

/** A network of dense layers and the cost it is trained by. */
export interface Network {
  readonly layers: readonly Layer[];
  readonly cost: CostName;
  readonly reduction: Reduction;
}

/** The nodes of a forward pass; entry l - 1 of each list belongs to layer l, as zˡ and aˡ do in the notes. */
export interface ForwardPass {
  readonly z: readonly Tensor[];
  readonly a: readonly Tensor[];
  /** The activations of the last layer, shape [batch, out], or [out] for one sample. */
  readonly output: Tensor;
}

/**
 * A network from its numbers.
 *
 * @param description per layer `weights` of shape [out, in], `bias` of shape [out] and an activation; cost and reduction
 * @throws ShapeError where sizes do not fit together; ValueError for an unknown name
 */
export function network(description: {
  layers: readonly {
    readonly weights: readonly (readonly number[])[];
    readonly bias: readonly number[];
    readonly activation: ActivationName;
  }[];
  cost: CostName;
  reduction?: Reduction;
}): Network {
  const { cost, reduction = "mean" } = description;
  requireName("cost", cost, COST_NAMES);
  requireName("reduction", reduction, REDUCTION_NAMES);
  if (description.layers.length === 0) {
    throw new ShapeError("network(): there must be at least one layer, got none");
  }
  const layers = description.layers.map(({ weights, bias, activation }, l) => {
    requireName("activation", activation, ACTIVATION_NAMES);
    return {
      weights: parameter(`W${superscript(l + 1)}`, weights),
      bias: parameter(`b${superscript(l + 1)}`, bias),
      activation,
    };
  });
  layers.forEach(requireFit);
  return { layers, cost, reduction };
}

/** The parameters in order: W¹, b¹, W², b², … */
export function parametersOf({ layers }: Network): Tensor[] {
  return layers.flatMap(({ weights, bias }) => [weights, bias]);
}

/**
 * The same network with other numbers: what training gives back, since nodes never change.
 *
 * @param values for each of `parametersOf(network)` an array of its shape
 */
export function withParameters({ layers, ...rest }: Network, values: readonly HostArray[]): Network {
  return {
    ...rest,
    layers: layers.map(({ weights, bias, activation }, l) => ({
      weights: parameter(weights.label!, values[2 * l]!),
      bias: parameter(bias.label!, values[2 * l + 1]!),
      activation,
    })),
  };
}

/** How many numbers a sample has: the columns of W¹. */
export function inputSize({ layers }: Network): number {
  return layers[0]!.weights.shape[1]!;
}

/** How many numbers the network gives for a sample: the rows of the last W. */
export function outputSize({ layers }: Network): number {
  return layers.at(-1)!.weights.shape[0]!;
}

/**
 * The forward pass: zˡ = Wˡ aˡ⁻¹ + bˡ and aˡ = σ(zˡ), layer after layer.
 *
 * @param x a⁰, shape [batch, in], or [in] for one sample
 * @throws ShapeError where x has another number of inputs
 */
export function forward(net: Network, x: Tensor): ForwardPass {
  requireInputs(net, x);
  const z: Tensor[] = [];
  const a: Tensor[] = [];
  let signal = x;
  net.layers.forEach(({ weights, bias, activation }, l) => {
    const weighted = named(`z${superscript(l + 1)}`, dense(signal, weights, bias));
    const activated = activations[activation](weighted);
    signal = activated === weighted ? weighted : named(`a${superscript(l + 1)}`, activated);
    z.push(weighted);
    a.push(signal);
  });
  return { z, a, output: signal };
}

/**
 * The cost of a batch: the samples' costs, summed or averaged as the network says.
 *
 * Where cost and output activation have a stable joint form (softmax with cross-entropy, sigmoid with binary
 * cross-entropy), it is built from z.
 *
 * @param pass what `forward` gave
 * @param y targets, in the shape of the output
 * @returns C, a scalar
 * @throws ShapeError where the targets have another shape
 */
export function costOf({ layers, cost, reduction }: Network, pass: ForwardPass, y: Tensor): Tensor {
  const { ofSamples, joint }: Cost = costs[cost];
  const fromZ = joint?.[layers.at(-1)!.activation];
  const perSample = fromZ === undefined ? ofSamples(pass.output, y) : fromZ(pass.z.at(-1)!, y, pass.output);
  return named("C", reduction === "mean" ? mean(perSample) : sum(perSample));
}

function requireInputs(net: Network, x: Tensor): void {
  const size = inputSize(net);
  if (x.shape.length === 0 || x.shape.length > 2 || x.shape.at(-1) !== size) {
    throw new ShapeError(
      `forward(): the network takes rows of ${size} inputs, shape [batch, ${size}], got ${formatShape(x.shape)}`,
    );
  }
}

function requireName(what: string, name: string, known: readonly string[]): void {
  if (!known.includes(name)) throw new ValueError(`network(): the ${what} ${oneOf(name, known)}`);
}

function requireFit({ weights, bias }: Layer, l: number, layers: readonly Layer[]): void {
  const [out, into] = weights.shape;
  const before = layers[l - 1]?.weights.shape[0];
  if (
    weights.shape.length !== 2 ||
    weights.shape.includes(0) ||
    bias.shape.length !== 1 ||
    bias.shape[0] !== out
  ) {
    throw new ShapeError(
      `network(): layer ${l + 1} must have weights [out, in] and bias [out], out and in from 1 on, ` +
        `got ${formatShape(weights.shape)} and ${formatShape(bias.shape)}`,
    );
  }
  if (before !== undefined && before !== into) {
    throw new ShapeError(
      `network(): layer ${l + 1} must take the ${before} outputs of the layer before it, got weights ${formatShape(weights.shape)}`,
    );
  }
}
