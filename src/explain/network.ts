import { input } from "../graph/leaves.ts";
import type { Tensor } from "../graph/tensor.ts";
import { costOf, forward, parametersOf, type ForwardPass, type Network } from "../nn/network.ts";
import type { CostName } from "../nn/costs/costs.ts";
import { hostArray, toHostArray, type ArrayLike, type HostArray } from "../tensor/hostArray.ts";
import { formatShape } from "../tensor/shape.ts";
import { ShapeError, ValueError } from "../util/errors.ts";
import { convention as whole, type Convention } from "./convention.ts";
import type { Derivation, LayerSteps } from "./derivation.ts";
import { explain } from "./explain.ts";
import { networkWords } from "./networkWords.ts";
import { largestPaths } from "./paths.ts";
import { deltaSymbol, gradientSymbol, symbolOf, type Symbol } from "./symbols.ts";

export interface ExplainNetworkOptions {
  /** The inputs: a row for each sample, or one flat vector. */
  readonly input: ArrayLike;
  /** The targets, in the same form. */
  readonly target: ArrayLike;
  /** One sample of the batch, counted from 0; by default the whole batch's cost. */
  readonly sample?: number;
  readonly convention?: Partial<Convention>;
  readonly focus?: string;
  /** How many of the largest paths to the cost to follow, for one sample; 5 by default. */
  readonly paths?: number;
}

/**
 * Derives a network's gradients step by step, in the letters of the notes: z¹, a¹, …, C, δ², ∂C/∂W², ∂C/∂b², ∂C/∂a¹, δ¹, …
 *
 * One sample is a column (z = W a + b, δ¹ = (W²)ᵀ δ² ⊙ σ′(z¹)), a batch has a row for each sample.
 *
 * @param net the network
 * @param options input and target, shape [batch, in] and [batch, out], or [in] and [out]; sample, convention, focus
 * @returns plain data, as `explain` gives
 * @throws ShapeError where input or target do not fit the network; ValueError for a sample, focus or convention that does not exist
 */
export function explainNetwork(net: Network, options: ExplainNetworkOptions): Derivation {
  const settings = whole(options.convention);
  const own = inConvention(net, settings);
  const [x, y] = samplesOf(options);
  const [inputs, targets] = [input("x", x.shape), input("y", y.shape)];
  const pass = forward(own, inputs);
  const cost = costOf(own, pass, targets);
  const derivation = explain(
    cost,
    {
      feeds: new Map<Tensor, HostArray>([
        [inputs, x],
        [targets, y],
      ]),
      by: [inputs, ...parametersOf(own)],
      convention: settings,
      title: titleOf(own, x.shape),
      ...(options.focus === undefined ? {} : { focus: options.focus }),
    },
    {
      outputs: [pass.output],
      gradientSymbols: gradientSymbols(pass, settings),
      hasSamples: hasSamples(x.shape.length === 2, inputs, targets, pass),
      words: networkWords(own, pass, cost, inputs, x.shape.length === 2),
    },
  );
  const count = options.paths ?? 5;
  const paths =
    count > 0 && x.shape.length === 1
      ? largestPaths(own, pass, cost, inputs, [x, targets, y], derivation, count)
      : [];
  return {
    ...derivation,
    layers: layerSteps(own, pass, derivation),
    ...(paths.length > 0 ? { paths } : {}),
    notes: [...conventionNotes(net, own, x.shape), ...derivation.notes],
  };
}

/** The network with the cost factor and the reduction of the convention. */
function inConvention(net: Network, { costFactor, reduction }: Convention): Network {
  const squares = { half: "quadratic", one: "squared-error", mean: "mean-squared-error" } as const;
  const isSquare = (Object.values(squares) as CostName[]).includes(net.cost);
  return {
    ...net,
    cost: costFactor === "given" || !isSquare ? net.cost : squares[costFactor],
    reduction: reduction === "given" ? net.reduction : reduction,
  };
}

/** A batch of one is a vector: then formulas read as in the notes. */
function samplesOf({ input: given, target, sample }: ExplainNetworkOptions): [HostArray, HostArray] {
  const [x, y] = [toHostArray(given, "input"), toHostArray(target, "target")];
  const count = x.shape.length === 2 ? x.shape[0]! : 1;
  if (x.shape.length !== y.shape.length || (y.shape.length === 2 && y.shape[0] !== count)) {
    throw new ShapeError(
      `explainNetwork(): input and target must have a row for each sample, got ${formatShape(x.shape)} and ${formatShape(y.shape)}`,
    );
  }
  if (sample !== undefined && !(Number.isInteger(sample) && sample >= 0 && sample < count)) {
    throw new ValueError(
      `explainNetwork(): sample must be a whole number from 0 to ${count - 1}, got ${sample}; there are ${count} samples`,
    );
  }
  const row = sample ?? (count === 1 ? 0 : undefined);
  return row === undefined || x.shape.length === 1 ? [x, y] : [rowOf(x, row), rowOf(y, row)];
}

function rowOf({ data, shape }: HostArray, row: number): HostArray {
  const width = shape[1]!;
  return hostArray(Float64Array.from(data.subarray(row * width, (row + 1) * width)), [width]);
}

/** δˡ for ∂C/∂zˡ, or for ∂C/∂aˡ where the convention says so. */
function gradientSymbols({ z, a }: ForwardPass, { delta }: Convention): Map<Tensor, Symbol> {
  const cost = symbolOf("C");
  const named = new Map<Tensor, Symbol>();
  z.forEach((node, l) => {
    const isIdentity = node === a[l];
    if (delta === "z" || isIdentity) named.set(node, deltaSymbol(l + 1));
    else named.set(a[l]!, deltaSymbol(l + 1)).set(node, gradientSymbol(cost, symbolOf(node.label!)));
  });
  return named;
}

function hasSamples(
  isBatch: boolean,
  x: Tensor,
  y: Tensor,
  { z, a }: ForwardPass,
): (node: Tensor) => boolean {
  const rows = new Set(isBatch ? [x, y, ...z, ...a] : []);
  return (node) => rows.has(node);
}

function titleOf({ layers, cost }: Network, shape: readonly number[]): string {
  const sizes = [layers[0]!.weights.shape[1]!, ...layers.map(({ weights }) => weights.shape[0]!)].join("-");
  const samples = shape.length === 2 ? `${shape[0]!} samples` : "one sample";
  return `${sizes} network, ${cost} cost, ${samples}`;
}

function layerSteps(net: Network, pass: ForwardPass, { steps }: Derivation): LayerSteps[] {
  const gradient = (of: string): string => steps.find((step) => step.of === of)?.id ?? "";
  return net.layers.map(({ weights, bias, activation }, l) => {
    const ids = [pass.z[l]!, pass.a[l]!, weights, bias].map((node) => symbolOf(node.label!).id);
    const [z, a, W, b] = ids as [string, string, string, string];
    const da = a === z ? "" : gradient(a);
    return {
      ...{ layer: l + 1, inputs: weights.shape[1]!, neurons: weights.shape[0]!, activation },
      ...{ z, a, weights: W, bias: b, dz: gradient(z), dW: gradient(W), db: gradient(b) },
      ...(da === "" ? {} : { da }),
    };
  });
}

function conventionNotes(given: Network, used: Network, shape: readonly number[]): string[] {
  const notes: string[] = [];
  if (given.cost !== used.cost)
    notes.push(`The network's own cost is ${given.cost}; the convention makes it ${used.cost}.`);
  if (given.reduction !== used.reduction && shape.length === 2) {
    notes.push(
      `The network's own reduction is the ${given.reduction}; the convention makes it the ${used.reduction}.`,
    );
  }
  return notes;
}
