import { gradients, vjp } from "../autodiff/reverse.ts";
import { constant, input } from "../graph/leaves.ts";
import type { Tensor } from "../graph/tensor.ts";
import type { ActivationName } from "../nn/activations.ts";
import { costOf, forward, parametersOf, type Network } from "../nn/network.ts";
import { broadcastTo } from "../ops/broadcast.ts";
import { multiply } from "../ops/multiply.ts";
import { subtract } from "../ops/subtract.ts";
import type { HostArray } from "../tensor/hostArray.ts";
import type { Samples } from "./samples.ts";

/** How a training step moves the parameters: what `trainingStep` of an optimizer gives. */
export type StepRule = (
  cost: Tensor,
  parameters: readonly Tensor[],
) => readonly (readonly [parameter: Tensor, next: Tensor])[];

/** Everything that is measured about one layer, as nodes. */
export interface LayerNodes {
  readonly z: Tensor;
  readonly a: Tensor;
  /** σ′(z) in the shape of z; null where it is 1 everywhere. */
  readonly slope: Tensor | null;
  readonly dz: Tensor;
  readonly dW: Tensor;
  readonly db: Tensor;
  readonly W: Tensor;
  /** What a training step adds to W; null where it is not known how steps are taken. */
  readonly step: Tensor | null;
}

/** A network on some samples, ready to be measured. */
export interface NetworkGraph {
  readonly cost: Tensor;
  readonly parameters: readonly Tensor[];
  readonly layers: readonly LayerNodes[];
  readonly feeds: ReadonlyMap<Tensor, HostArray>;
}

/**
 * The graph of a network on samples, with its gradients and steps.
 *
 * @param batch the samples of a training step: where costs are summed, gradients grow with it
 * @param step how a step is taken; a number is the learning rate of gradient descent
 */
export function networkGraph(
  network: Network,
  { x: inputs, y: targets, size }: Samples,
  batch: number,
  step: StepRule | number | null,
): NetworkGraph {
  const x = input("x", inputs.shape);
  const y = input("y", targets.shape);
  const pass = forward(network, x);
  const whole = costOf(network, pass, y);
  const cost = network.reduction === "sum" && batch !== size ? multiply(whole, batch / size) : whole;
  const parameters = parametersOf(network);
  const found = gradients(cost, [...pass.z, ...parameters]) as readonly Tensor[];
  const next = new Map(typeof step === "function" ? step(cost, parameters) : []);
  const rate = typeof step === "number" ? step : null;
  const count = network.layers.length;
  const layers = network.layers.map(({ weights: W, activation }, l): LayerNodes => {
    const [z, a, dW] = [pass.z[l]!, pass.a[l]!, found[count + 2 * l]!];
    return {
      ...{ z, a, W, dW },
      slope: slopeOf(activation, z, a),
      dz: found[l]!,
      db: found[count + 2 * l + 1]!,
      step: stepOf(W, dW, rate, next.get(W)),
    };
  });
  const feeds = new Map([
    [x, inputs],
    [y, targets],
  ]);
  return { cost, parameters, layers, feeds };
}

/** What a step adds to W: by its own rule, or a multiple of the gradient that is there already. */
function stepOf(W: Tensor, dW: Tensor, rule: number | null, next: Tensor | undefined): Tensor | null {
  if (next !== undefined) return subtract(next, W);
  return rule === null ? null : multiply(dW, -rule);
}

/** How much each activation follows its own z. Those of softmax hang together; this is the diagonal of their Jacobian. */
function slopeOf(activation: ActivationName, z: Tensor, a: Tensor): Tensor | null {
  if (activation === "softmax") return multiply(a, subtract(1, a));
  return a === z ? null : vjp([a], [z], [broadcastTo(constant(1), a.shape)])[0];
}
