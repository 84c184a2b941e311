import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { gradients } from "../../src/autodiff/reverse.ts";
import { parseNetworkFile, toNetwork, type NetworkFile } from "../../src/format/networkFile.ts";
import { constant } from "../../src/graph/leaves.ts";
import type { Tensor } from "../../src/graph/tensor.ts";
import { costOf, forward, parametersOf } from "../../src/nn/network.ts";
import { expectClose, numbersOf, sigma, sigmaPrime } from "./numbers.ts";

type Quantity = "z1" | "a1" | "z2" | "a2" | "dCda2" | "delta2" | "dW2" | "dCda1" | "delta1" | "dW1";
type Quantities = Record<Quantity, number[]>;

const first = readNetwork("note-001-first.json");
const second = readNetwork("note-001-second.json");

describe("the notes' first numerical example, [2, 2, 1]", () => {
  it("gives what the formulas give, written out by hand", () => {
    const found = byGradients(first);
    for (const [name, expected] of entries(byHand(first))) expectClose(found[name], expected);
  });

  it("is right as printed, but for the rounding of numbers that were rounded before", () => {
    const found = byGradients(first);
    const printed: Partial<Quantities> = {
      z1: [0.35, 0.3],
      a1: [0.5866, 0.5744],
      z2: [-0.2287],
      a2: [0.4431],
      dCda2: [-0.3569],
      delta2: [-0.088],
      dW2: [-0.0516, -0.0505],
      dCda1: [-0.0616, 0.1056],
      delta1: [-0.0149, 0.0258],
      dW1: [-0.0149, -0.0075, 0.0258, 0.0129],
    };
    for (const [name, values] of entries(printed))
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
    const printed: Partial<Record<Quantity, [values: number[], right: boolean[]]>> = {
      z1: [
        [0.24, 0.11, 0.63],
        [false, true, false],
      ],
      a1: [
        [0.5597, 0.5275, 0.6522],
        [false, true, false],
      ],
      z2: [
        [0.167, 0.069],
        [false, false],
      ],
      a2: [
        [0.5417, 0.5172],
        [false, false],
      ],
      dCda2: [
        [-0.4583, 0.5172],
        [false, false],
      ],
      delta2: [
        [-0.1138, 0.1291],
        [false, false],
      ],
      dW2: [[-0.0637, -0.06, -0.0743, 0.0722, 0.0681, 0.0842], Array<boolean>(6).fill(false)],
      dCda1: [
        [0.0278, -0.0907, -0.09],
        [false, false, false],
      ],
      delta1: [
        [0.0069, -0.0226, -0.0204],
        [false, false, false],
      ],
      dW1: [
        [0.0062, 0.0007, -0.0204, -0.0023, -0.0184, -0.002],
        [false, false, false, false, false, true],
      ],
    };
    for (const [name, [values, right]] of entries(printed)) {
      expect(rightOnes(values, found[name]), name).toEqual(right);
    }
  });

  it("prints a (W²)ᵀ δ² that does not follow from its own δ² either", () => {
    const [d1, d2] = [-0.1138, 0.1291];
    const follows = [0.3 * d1 + 0.6 * d2, -0.7 * d1 + 0.1 * d2, 0.2 * d1 - 0.5 * d2];
    expect(rightOnes([0.0278, -0.0907, -0.09], follows)).toEqual([false, false, false]);
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

/** Which of the printed numbers are within one unit of their last digit, 0.0001. */
function rightOnes(printed: readonly number[], found: readonly number[]): boolean[] {
  expect(found).toHaveLength(printed.length);
  return printed.map((value, i) => Math.abs(value - found[i]!) <= 1.000001e-4);
}

function readNetwork(name: string): NetworkFile {
  return parseNetworkFile(readFileSync(new URL(`../../examples/${name}`, import.meta.url), "utf8"), name);
}

function entries<V>(record: Partial<Record<Quantity, V>>): [Quantity, V][] {
  return Object.entries(record) as [Quantity, V][];
}
