import { readFileSync } from "node:fs";
import { parseNetworkFile, type NetworkFile } from "../../src/format/networkFile.ts";

export type Quantity = "z1" | "a1" | "z2" | "a2" | "dCda2" | "delta2" | "dW2" | "dCda1" | "delta1" | "dW1";
export type Quantities = Record<Quantity, number[]>;

/** The networks of note 001's two numerical examples. */
export const first = readNetwork("note-001-first.json");
export const second = readNetwork("note-001-second.json");

/** What the note prints for [2, 2, 1], in its order; ∂C/∂b is δ. */
export const printedFirst: Quantities = {
  z1: [0.35, 0.3],
  a1: [0.5866, 0.5744],
  z2: [-0.2287],
  a2: [0.4431],
  dCda2: [-0.3569],
  delta2: [-0.088],
  dCda1: [-0.0616, 0.1056],
  delta1: [-0.0149, 0.0258],
  dW2: [-0.0516, -0.0505],
  dW1: [-0.0149, -0.0075, 0.0258, 0.0129],
};

/** What it prints for [2, 3, 2], in its order. */
export const printedSecond: Quantities = {
  z1: [0.24, 0.11, 0.63],
  a1: [0.5597, 0.5275, 0.6522],
  z2: [0.167, 0.069],
  a2: [0.5417, 0.5172],
  dCda2: [-0.4583, 0.5172],
  delta2: [-0.1138, 0.1291],
  dW2: [-0.0637, -0.06, -0.0743, 0.0722, 0.0681, 0.0842],
  dCda1: [0.0278, -0.0907, -0.09],
  delta1: [0.0069, -0.0226, -0.0204],
  dW1: [0.0062, 0.0007, -0.0204, -0.0023, -0.0184, -0.002],
};

/** Within one unit of the last digit printed: the note goes on with rounded numbers. */
export function isRight(printed: number, found: number): boolean {
  return Math.abs(printed - found) <= 1.000001e-4;
}

export function entries<V>(record: Partial<Record<Quantity, V>>): [Quantity, V][] {
  return Object.entries(record) as [Quantity, V][];
}

function readNetwork(name: string): NetworkFile {
  return parseNetworkFile(readFileSync(new URL(`../../examples/${name}`, import.meta.url), "utf8"), name);
}
