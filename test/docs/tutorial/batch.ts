import { explainNetwork } from "../../../src/explain/network.ts";
import { network } from "../../../src/index.ts";
import { steps } from "./formulas.ts";
import { numbersOf } from "./reading.ts";
import { must, number, table, vector } from "./writing.ts";

// Three samples, two inputs, one neuron.
const input = [
  [1, 0.5],
  [0, 1],
  [2, -1],
];
const target = [[0.8], [0.3], [0.5]];
const net = network({
  layers: [{ weights: [[0.5, -0.25]], bias: [0.125], activation: "sigmoid" }],
  cost: "quadratic",
  reduction: "mean",
});
const mean = explainNetwork(net, { input, target });
const sum = explainNetwork({ ...net, reduction: "sum" }, { input, target });
const samples = input.map((_, sample) => explainNetwork(net, { input, target, sample }));

/** Section 6: a mini-batch. */
export const batch = {
  forward: steps(mean, "z1"),
  backward: steps(mean, "delta1", "dC-dW1", "dC-db1"),
  table: contributions(),
};

/** What averaging the biases alone would give where the weights' gradients are summed. */
export const averagedBias = {
  wrong: numbersOf(sum, "dC-db1")[0]! / samples.length,
  right: numbersOf(sum, "dC-db1")[0]!,
};

function contributions(): string {
  const gradients = (of: typeof mean): number[] => [...numbersOf(of, "dC-dW1"), ...numbersOf(of, "dC-db1")];
  const rows = [...samples.map(gradients), gradients(sum), gradients(mean)];
  rows[3]!.forEach((total, i) => {
    const added = rows[0]![i]! + rows[1]![i]! + rows[2]![i]!;
    must(Math.abs(added - total) < 1e-15, "the gradient of the sum is the sum of the gradients");
    must(Math.abs(total / samples.length - rows[4]![i]!) < 1e-15, "the gradient of the mean is their mean");
  });
  const names = [...samples.map((_, i) => `sample ${i + 1}`), "their sum", "their mean"];
  return table(
    ["", "∂C/∂W", "∂C/∂b"],
    rows.map((row, i) => [names[i]!, vector(row.slice(0, 2)), number(row[2]!)]),
  );
}
