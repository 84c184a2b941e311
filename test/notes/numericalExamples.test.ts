import { describe, expect, it } from "vitest";
import { gradients } from "../../src/autodiff/reverse.ts";
import { toNetwork, type NetworkFile } from "../../src/format/networkFile.ts";
import { constant } from "../../src/graph/leaves.ts";
import type { Tensor } from "../../src/graph/tensor.ts";
import { costOf, forward, parametersOf } from "../../src/nn/network.ts";
import { expectClose, numbersOf, sigma, sigmaPrime } from "./numbers.ts";
import {
  entries,
  first,
  isRight,
  printedFirst,
  printedSecond,
  second,
  type Quantities,
  type Quantity,
} from "./printed.ts";

describe("the notes' first numerical example, [2, 2, 1]", () => {
  it("gives what the formulas give, written out by hand", () => {
    const found = byGradients(first);
    for (const [name, expected] of entries(byHand(first))) expectClose(found[name], expected);
  });

  it("is right as printed, but for the rounding of numbers that were rounded before", () => {
    const found = byGradients(first);
    for (const [name, values] of entries(printedFirst))
      expect(rightOnes(values, found[name])).not.toContain(false);
  });
});

describe("the notes' second numerical example, [2, 3, 2]", () => {
  it("gives what the formulas give, written out by hand", () => {
    const found = byGradients(second);
    for (const [name, expected] of entries(byHand(second))) expectClose(found[name], expected);
  });

  it("has these right values", () => {
    const found = byGradients(second);
    expectClose(found.z1, [0.23, 0.11, 0.64], 1e-12);
    expectClose(found.a1, [0.55725, 0.52747, 0.65475], 5e-6);
    expectClose(found.z2, [-0.02111, 0.00972], 5e-6);
    expectClose(found.a2, [0.49472, 0.50243], 5e-6);
    expectClose(found.delta2, [-0.1263, 0.1256], 5e-6);
    expectClose(found.delta1, [0.00924, 0.02517, -0.01991], 5e-6);
  });

  it("is wrong as printed from z¹ on", () => {
    const found = byGradients(second);
    const right: Record<Quantity, boolean[]> = {
      z1: [false, true, false],
      a1: [false, true, false],
      z2: [false, false],
      a2: [false, false],
      dCda2: [false, false],
      delta2: [false, false],
      dW2: Array<boolean>(6).fill(false),
      dCda1: [false, false, false],
      delta1: [false, false, false],
      dW1: [false, false, false, false, false, true],
    };
    for (const [name, values] of entries(printedSecond)) {
      expect(rightOnes(values, found[name]), name).toEqual(right[name]);
    }
  });

  it("prints a (W²)ᵀ δ² that does not follow from its own δ² either", () => {
    const [d1, d2] = printedSecond.delta2 as [number, number];
    const follows = [0.3 * d1 + 0.6 * d2, -0.7 * d1 + 0.1 * d2, 0.2 * d1 - 0.5 * d2];
    expect(rightOnes(printedSecond.dCda1, follows)).toEqual([false, false, false]);
  });
});

/** Sums over indices, in plain numbers: two sigmoid layers and the cost ½ ‖a² - y‖². */
function byHand({ layers, input, target }: NetworkFile): Quantities {
  const [one, two] = layers as [NetworkFile["layers"][0], NetworkFile["layers"][0]];
  const [x, y] = [input![0]!, target![0]!];
  const z1 = one.weights.map((row, j) => row[0]! * x[0]! + row[1]! * x[1]! + one.bias[j]!);
  const a1 = z1.map(sigma);
  const z2 = two.weights.map((row, i) => row.reduce((sum, w, j) => sum + w * a1[j]!, two.bias[i]!));
  const a2 = z2.map(sigma);
  const dCda2 = a2.map((a, i) => a - y[i]!);
  const delta2 = z2.map((z, i) => dCda2[i]! * sigmaPrime(z));
  const dCda1 = a1.map((_, j) => delta2.reduce((sum, delta, i) => sum + delta * two.weights[i]![j]!, 0));
  const delta1 = z1.map((z, j) => dCda1[j]! * sigmaPrime(z));
  const dW2 = delta2.flatMap((delta) => a1.map((a) => delta * a));
  const dW1 = delta1.flatMap((delta) => x.map((a) => delta * a));
  return { z1, a1, z2, a2, dCda2, delta2, dW2, dCda1, delta1, dW1 };
}

function byGradients(file: NetworkFile): Quantities {
  const net = toNetwork(file);
  const pass = forward(net, constant(file.input!));
  const C = costOf(net, pass, constant(file.target!));
  const [z1, z2] = pass.z as [Tensor, Tensor];
  const [a1, a2] = pass.a as [Tensor, Tensor];
  const [W1, b1, W2, b2] = parametersOf(net) as [Tensor, Tensor, Tensor, Tensor];
  const [dCda2, delta2, dW2, db2] = gradients(C, [a2, z2, W2, b2]);
  const [dCda1, delta1, dW1, db1] = gradients(C, [a1, z1, W1, b1]);
  // ∂C/∂b = δ, equations (2) and (5).
  expectClose(numbersOf(db2), numbersOf(delta2));
  expectClose(numbersOf(db1), numbersOf(delta1));
  const nodes = { z1, a1, z2, a2, dCda2, delta2, dW2, dCda1, delta1, dW1 };
  return Object.fromEntries(entries(nodes).map(([name, node]) => [name, numbersOf(node)])) as Quantities;
}

/** Which of the printed numbers are right. */
function rightOnes(printed: readonly number[], found: readonly number[]): boolean[] {
  expect(found).toHaveLength(printed.length);
  return printed.map((value, i) => isRight(value, found[i]!));
}
