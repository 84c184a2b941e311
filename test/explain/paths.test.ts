import { describe, expect, it } from "vitest";
import type { Derivation, Path } from "../../src/explain/derivation.ts";
import { explainNetwork } from "../../src/explain/network.ts";
import type { ActivationName } from "../../src/nn/activations.ts";
import type { CostName } from "../../src/nn/costs/costs.ts";
import { createNetwork } from "../../src/nn/createNetwork.ts";
import { expectClose } from "../notes/numbers.ts";

const ALL = 10_000;
const input = [0.8, -0.5, 0.3];
const target = [1, 0];

function netOf(activation: ActivationName, outputActivation: ActivationName, cost: CostName) {
  return createNetwork({ sizes: [3, 4, 3, 2], activation, outputActivation, cost, seed: 11 });
}

function pathsOf(net: ReturnType<typeof netOf>, focus: string, paths: number): Derivation {
  return explainNetwork(net, { input, target, focus, paths });
}

/** The number in focus. */
function gradientOf({ steps, focus }: Derivation): number {
  const { value } = steps.find(({ id }) => id === focus!.of)!;
  return focus!.index!.reduce<unknown>((rows, place) => (rows as unknown[])[place], value) as number;
}

const starts = [
  ["W1[2,3]", 3 * 2],
  ["b1[4]", 3 * 2],
  ["W2[1,2]", 2],
  ["W3[2,1]", 1],
  ["b3[1]", 1],
  ["x[2]", 4 * 3 * 2],
] as const;

describe.each([
  ["sigmoid", "sigmoid", "quadratic"],
  ["tanh", "identity", "squared-error"],
  ["silu", "softmax", "cross-entropy"],
  ["sigmoid", "softmax", "quadratic"],
  ["identity", "sigmoid", "binary-cross-entropy"],
] as const)("of a network of %s, %s and %s", (activation, output, cost) => {
  const net = netOf(activation, output, cost);

  it.each(starts)("all paths from %s (%d of them) add up to its gradient", (focus, count) => {
    const derivation = pathsOf(net, focus, ALL);
    expect(derivation.paths).toHaveLength(count);
    expectClose([derivation.paths!.reduce((sum, { value }) => sum + value, 0)], [gradientOf(derivation)]);
  });

  it.each(starts)("the largest paths from %s are the largest of all", (focus) => {
    const all = pathsOf(net, focus, ALL).paths!;
    const some = pathsOf(net, focus, 3).paths!;
    expect(some.map(through)).toEqual(all.slice(0, 3).map(through));
    const sizes = all.map(({ value }) => Math.abs(value));
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  });
});

describe("a path", () => {
  it("is the product of the slopes along it", () => {
    const net = netOf("sigmoid", "sigmoid", "quadratic");
    const derivation = explainNetwork(net, { input, target });
    const [a1, a2, a3] = ["a1", "a2", "a3"].map(
      (id) => derivation.steps.find((step) => step.id === id)!.value as number[],
    );
    const [W2, W3] = ["W2", "W3"].map(
      (id) => derivation.givens.find((one) => one.id === id)!.value as number[][],
    );
    const slope = (a: number): number => a * (1 - a);
    const byHand = (j: number, i: number, h: number): number =>
      input[2]! *
      slope(a1![j]!) *
      W2![i]![j]! *
      slope(a2![i]!) *
      W3![h]![i]! *
      slope(a3![h]!) *
      (a3![h]! - target[h]!);
    for (const path of pathsOf(net, "W1[2,3]", ALL).paths!) {
      const [, first, second, third] = path.through.map(({ index }) => index[0]!);
      expectClose([path.value], [byHand(first!, second!, third!)]);
    }
  });

  it("is written from where it starts to the cost", () => {
    const [path] = pathsOf(netOf("sigmoid", "sigmoid", "quadratic"), "W2[1,2]", 1).paths!;
    expect(path!.through.map(({ of }) => of)).toEqual(["W2", "a2", "a3"]);
    expect(path!.formula).toMatch(/^w\^\{2\}_\{1,2\} \\to a\^\{2\}_\{1\} \\to a\^\{3\}_\{[12]\} \\to C$/);
  });

  it("is not looked for where nothing is in focus, where none is wanted, or over a batch", () => {
    const net = netOf("sigmoid", "sigmoid", "quadratic");
    expect(explainNetwork(net, { input, target }).paths).toBeUndefined();
    expect(pathsOf(net, "W1[2,3]", 0).paths).toBeUndefined();
    const rows = { input: [input, input], target: [target, target] };
    expect(explainNetwork(net, { ...rows, focus: "W1[2,3]" }).paths).toBeUndefined();
  });

  it("does not exist through a softmax that is not the last: there every neuron changes all others", () => {
    const net = netOf("softmax", "sigmoid", "quadratic");
    expect(pathsOf(net, "W1[2,3]", ALL).paths).toBeUndefined();
  });
});

function through(path: Path): string {
  return path.through.map(({ of, index }) => `${of}[${index.join()}]`).join(" ");
}
