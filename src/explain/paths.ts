import { gradients } from "../autodiff/reverse.ts";
import { evaluate } from "../backend/reference/evaluate.ts";
import type { Tensor } from "../graph/tensor.ts";
import type { ForwardPass, Network } from "../nn/network.ts";
import { vjp } from "../autodiff/reverse.ts";
import { constant } from "../graph/leaves.ts";
import type { HostArray } from "../tensor/hostArray.ts";
import type { Derivation, Path } from "./derivation.ts";
import { symbolOf } from "./symbols.ts";

/** A way from one unit of a layer to the cost, and the product of the slopes along it. */
interface Way {
  readonly value: number;
  /** The unit passed in each later layer. */
  readonly units: readonly number[];
}

/**
 * The ways by which one input, or one weight, changes the cost most: products of slopes along single neurons.
 *
 * The sum over all ways is the gradient. As a product grows with each factor, the k best ways from a neuron go on along the
 * k best ways of a later one, so only k are kept for each neuron.
 */
export function largestPaths(
  net: Network,
  pass: ForwardPass,
  cost: Tensor,
  x: Tensor,
  [input, y, target]: readonly [HostArray, Tensor, HostArray],
  { focus, convention }: Derivation,
  count: number,
): Path[] {
  const start = startOf(net, focus);
  if (start === undefined) return [];
  // Through a softmax every neuron reaches every activation, so there are no single ways.
  if (net.layers.slice(0, -1).some(({ activation }) => activation === "softmax")) return [];
  const feeds = new Map<Tensor, HostArray>([
    [x, input],
    [y, target],
  ]);
  const slopes = localSlopes(net, pass, cost, feeds);
  const ways = bestWays(net, slopes, count);
  const { firstIndex: first } = convention;
  const node = (symbol: string, index: readonly number[]) => ({ of: symbol, index });
  const finish = (from: Path["through"], layer: number, factor: number, way: Way): Path => {
    const through = [
      ...from,
      ...way.units.map((unit, i) => node(symbolOf(pass.a[layer + i]!.label!).id, [unit])),
    ];
    const value = factor * way.value;
    const names = through.map(({ of, index }) =>
      symbolOf(labelOf(of, net, pass)).entry(index.map((i) => i + first).join(",")),
    );
    return { through, value, formula: [...names, "C"].join(" \\to ") };
  };
  const found =
    start.kind === "weight"
      ? waysFrom(ways[start.layer]!, start.neuron, slopes.sigma[start.layer]!).map((way) => {
          const before = start.layer === 0 ? x : pass.a[start.layer - 1]!;
          const entering = start.column === undefined ? 1 : evaluate(before, feeds).data[start.column]!;
          return finish([node(start.id, start.index)], start.layer, entering, way);
        })
      : waysFromInput(net, ways[0]!, slopes.sigma[0]!, start.unit).map((way) =>
          finish([node("x", [start.unit])], 0, 1, way),
        );
  return found.sort((a, b) => Math.abs(b.value) - Math.abs(a.value)).slice(0, count);
}

type Start =
  | { kind: "input"; unit: number }
  | {
      kind: "weight";
      id: string;
      index: readonly number[];
      layer: number;
      neuron: number;
      column: number | undefined;
    };

/** Paths start at a weight, a bias or an input in focus. */
function startOf(net: Network, focus: Derivation["focus"]): Start | undefined {
  if (focus?.index === undefined) return undefined;
  const [, letter, layer] = /^dC-d([Wbx])(\d*)$/.exec(focus.of) ?? [];
  if (letter === undefined) return undefined;
  if (letter === "x") return { kind: "input", unit: focus.index.at(-1)! };
  const l = Number(layer) - 1;
  if (l >= net.layers.length) return undefined;
  const [neuron, column] = focus.index;
  return { kind: "weight", id: `${letter}${layer!}`, index: focus.index, layer: l, neuron: neuron!, column };
}

interface Slopes {
  /** σ′(zˡ), a number for each neuron. */
  readonly sigma: readonly Float64Array[];
  readonly weights: readonly HostArray[];
  /** ∂C/∂aᴸ, or ∂C/∂zᴸ with σ′ = 1 where cost and activation are derived jointly. */
  readonly last: Float64Array;
}

function localSlopes(net: Network, pass: ForwardPass, cost: Tensor, feeds: Map<Tensor, HostArray>): Slopes {
  const L = net.layers.length - 1;
  const dz = gradients(cost, [pass.z[L]!])[0];
  const last = evaluate(dz, feeds).data;
  const sigma = pass.z.map((z, l) => {
    if (l === L) return new Float64Array(z.shape[0]!).fill(1);
    if (z === pass.a[l]) return new Float64Array(z.shape[0]!).fill(1);
    const [slope] = vjp(
      [pass.a[l]!],
      [z],
      [constant({ shape: z.shape, data: new Float64Array(z.shape[0]!).fill(1) })],
    );
    return evaluate(slope, feeds).data;
  });
  const weights = net.layers.map(({ weights: W }) => evaluate(W));
  return { sigma: sigma, weights, last: last };
}

/** For each layer and neuron, the best ways from its activation to the cost. */
function bestWays(net: Network, { sigma, weights, last }: Slopes, count: number): Way[][][] {
  const ways: Way[][][] = [];
  const L = net.layers.length - 1;
  ways[L] = Array.from(last, (value) => [{ value, units: [] }]);
  for (let l = L - 1; l >= 0; l--) {
    const { data, shape } = weights[l + 1]!;
    const [rows, columns] = shape as readonly [number, number];
    ways[l] = Array.from({ length: columns }, (_, k) => {
      const best: Way[] = [];
      for (let j = 0; j < rows; j++) {
        const slope = data[j * columns + k]! * sigma[l + 1]![j]!;
        for (const { value, units } of ways[l + 1]![j]!) {
          // They come in order of size: after one that is too small, all are.
          if (!insert(best, slope * value, () => [j, ...units], count)) break;
        }
      }
      return best;
    });
  }
  return ways;
}

function waysFrom(ways: readonly Way[][], neuron: number, sigma: Float64Array): Way[] {
  return ways[neuron]!.map(({ value, units }) => ({
    value: value * sigma[neuron]!,
    units: [neuron, ...units],
  }));
}

function waysFromInput(net: Network, ways: readonly Way[][], sigma: Float64Array, unit: number): Way[] {
  const { data, shape } = evaluate(net.layers[0]!.weights);
  return ways.flatMap((_, j) =>
    waysFrom(ways, j, sigma).map(({ value, units }) => ({
      value: value * data[j * shape[1]! + unit]!,
      units,
    })),
  );
}

/** Puts a way among the best in order of size, if it is one of them. */
function insert(best: Way[], value: number, units: () => readonly number[], count: number): boolean {
  const size = Math.abs(value);
  if (best.length === count && size <= Math.abs(best.at(-1)!.value)) return false;
  let place = best.length;
  while (place > 0 && Math.abs(best[place - 1]!.value) < size) place--;
  best.splice(place, 0, { value, units: units() });
  if (best.length > count) best.pop();
  return true;
}

function labelOf(id: string, net: Network, pass: ForwardPass): string {
  const nodes = [...pass.a, ...pass.z, ...net.layers.flatMap(({ weights, bias }) => [weights, bias])];
  return nodes.find((node) => symbolOf(node.label!).id === id)?.label ?? id;
}
