import { evaluate, gradients, input as inputNode } from "backproof";
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
  const cost = costOf(net, pass, y);
  const parameters = parametersOf(net);
  const slopes = gradients(cost, [x, ...parameters, ...pass.z], { missing: "zeros" });
  const named: [string, (typeof slopes)[number]][] = [
    ["dC-dx", slopes[0]!],
    ...parameters.map((_, i): [string, (typeof slopes)[number]] => [
      `dC-d${i % 2 === 0 ? "W" : "b"}${Math.floor(i / 2) + 1}`,
      slopes[i + 1]!,
    ]),
    ...pass.z.map((z, l): [string, typeof z] => [`z${l + 1}`, z]),
    ...pass.a.map((a, l): [string, typeof a] => [`a${l + 1}`, a]),
    ...pass.z.map((_, l): [string, (typeof slopes)[number]] => [
      `delta${l + 1}`,
      slopes[1 + parameters.length + l]!,
    ]),
  ];
  const values = evaluate(
    named.map(([, node]) => node),
    { x: input[sample]!, y: target[sample]! },
  );
  return Object.fromEntries(named.map(([id], i) => [id, nested(values[i]!.data, values[i]!.shape)]));
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
