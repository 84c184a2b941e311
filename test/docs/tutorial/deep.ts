import { constant, costOf, evaluate, forward, gradients, network } from "../../../src/index.ts";
import { must, number, table } from "./writing.ts";

const DEPTH = 10;

/** Section 5: chains of ten sigmoid neurons, one a layer. */
const chains = {
  ordinary: chain(1, 0),
  // At z = 0 the slope of σ is ¼, its largest; 8 · ½ - 4 = 0 keeps every neuron there.
  exploding: chain(8, -4),
  saturated: chain(20, 0),
};

export const deep = {
  ordinary: `w = ${number(chains.ordinary.weight)}`,
  exploding: `w = ${number(chains.exploding.weight)}`,
  saturated: `w = ${number(chains.saturated.weight)}`,
  slopes: ordinarySlopes(),
  shrinks: number(quotient(chains.ordinary), 2),
  grows: number(quotient(chains.exploding)),
  table: deltas(),
};

interface Chain {
  readonly weight: number;
  /** σ′(zˡ), and |δˡ|, from the first layer to the last. */
  readonly slopes: readonly number[];
  readonly deltas: readonly number[];
}

function chain(weight: number, bias: number): Chain {
  const layer = { weights: [[weight]], bias: [bias], activation: "sigmoid" } as const;
  const net = network({ layers: Array.from({ length: DEPTH }, () => layer), cost: "quadratic" });
  const pass = forward(net, constant([0.5]));
  const deltas = gradients(costOf(net, pass, constant([0])), pass.z);
  const first = (tensor: (typeof deltas)[number]): number => evaluate(tensor).data[0]!;
  return {
    weight,
    slopes: pass.a.map(first).map((a) => a * (1 - a)),
    deltas: deltas.map(first).map(Math.abs),
  };
}

/** |δ¹| / |δ¹⁰|: nine factors w σ′(z). */
function quotient({ weight, slopes, deltas }: Chain): number {
  const found = deltas[0]! / deltas.at(-1)!;
  const factors = slopes.slice(0, -1).reduce((product, slope) => product * weight * slope, 1);
  must(Math.abs(found / factors - 1) < 1e-12, "δ¹ is δ¹⁰ times the product of all w σ′(z) between");
  return found;
}

function ordinarySlopes(): string {
  const { slopes } = chains.ordinary;
  return `${slopes
    .slice(0, 3)
    .map((slope) => number(slope))
    .join(" · ")} · … · ${number(slopes.at(-2)!)}`;
}

function deltas(): string {
  const { ordinary, exploding, saturated } = chains;
  must(
    ordinary.slopes.every((slope) => slope <= 0.25),
    "σ′ is never more than ¼",
  );
  must(saturated.deltas[0]! < ordinary.deltas[0]!, "saturated neurons pass on even less");
  const all = [ordinary, exploding, saturated];
  return table(
    ["layer", ...all.map(({ weight }) => `\\|δ\\|, w = ${number(weight)}`)],
    [10, 9, 7, 4, 1].map((layer) => [String(layer), ...all.map((one) => number(one.deltas[layer - 1]!, 3))]),
  );
}
