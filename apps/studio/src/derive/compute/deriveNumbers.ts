import { evaluate, gradients, input as inputNode, type Tensor } from "backproof";
import { explainNetwork, type Numbers } from "backproof/explain";
import { toNetwork } from "backproof/format";
import { costOf, forward, parametersOf, type Network } from "backproof/nn";
import type { Problem } from "../problem/problem.ts";
import { AUTO, type Derived, type Question } from "./question.ts";

/** Asks the library for a derivation. */
export function derive({ problem, convention, focus }: Question): Derived {
  const net = toNetwork(problem.network);
  const { input, target } = samplesOf(problem);
  const shared = { input, target, convention, ...(problem.together ? {} : { sample: 0 }) };
  if (focus === undefined) return { derivation: explainNetwork(net, shared), unchecked: {} };
  const numbers = allNumbers(net, problem);
  const wanted = focus === AUTO ? `x[${largest(numbers["dC-dx"]!) + convention.firstIndex}]` : focus;
  const derivation = explainNetwork(net, { ...shared, focus: wanted });
  const shown = new Set(derivation.steps.map(({ id }) => id));
  const unchecked = Object.fromEntries(Object.entries(numbers).filter(([id]) => !shown.has(id)));
  return { derivation, unchecked };
}

/** All samples, or only the one that is looked at. */
function samplesOf({ input, target, sample, together }: Problem) {
  return together ? { input, target } : { input: [input[sample]!], target: [target[sample]!] };
}

/** Every value and gradient of one sample, for the parts of a picture that are not in focus. */
function allNumbers(net: Network, { input, target, sample }: Problem): Record<string, Numbers> {
  const [x, y] = [inputNode("x", [input[sample]!.length]), inputNode("y", [target[sample]!.length])];
  const pass = forward(net, x);
  const parameters = parametersOf(net);
  const wanted: readonly (readonly [name: string, Tensor])[] = [
    ["dC-dx", x],
    ...parameters.map((node, i) => [`dC-d${"Wb"[i % 2]!}${Math.floor(i / 2) + 1}`, node] as const),
    ...pass.z.map((node, l) => [`delta${l + 1}`, node] as const),
  ];
  const slopes = gradients(
    costOf(net, pass, y),
    wanted.map(([, node]) => node),
    { missing: "zeros" },
  );
  const named = new Map<string, Tensor>([
    ...pass.z.map((node, l) => [`z${l + 1}`, node] as const),
    ...pass.a.map((node, l) => [`a${l + 1}`, node] as const),
    ...wanted.map(([name], i) => [name, slopes[i]!] as const),
  ]);
  const values = evaluate([...named.values()], { x: input[sample]!, y: target[sample]! });
  return Object.fromEntries(
    [...named.keys()].map((name, i) => [name, nested(values[i]!.data, values[i]!.shape)]),
  );
}

function nested(data: ArrayLike<number>, [rows = 1, columns]: readonly number[]): Numbers {
  const all = Array.from(data);
  if (columns === undefined) return all;
  return Array.from({ length: rows }, (_, j) => all.slice(j * columns, (j + 1) * columns));
}

function largest(numbers: Numbers): number {
  const list = numbers as readonly number[];
  return list.reduce((best, value, i) => (Math.abs(value) > Math.abs(list[best]!) ? i : best), 0);
}
