import { builtInDigits, createNetwork, engine, train, type LabelledDataset, type Network } from "backproof";
import { copyInputs, copyTargets } from "backproof/data";
import { sharpness } from "./curvature.ts";
import type { LabJob, LabNews } from "./jobs.ts";
import { LAB } from "./nielsen.ts";

/**
 * Trains the same network from the same first weights at one learning rate after another.
 *
 * @returns news after every epoch; epoch 0 of every run brings λ at the first weights, the last one λ at its end
 */
export async function* labRuns({ rates }: Pick<LabJob, "rates">): AsyncGenerator<LabNews> {
  const data = builtInDigits({ seed: 1, train: LAB.train, test: LAB.test });
  const first = createNetwork({ sizes: [784, LAB.hidden, 10], seed: 1 });
  const batch = firstRows(data.train, LAB.measured);
  const atStart = sharpness(first, batch).value;
  const backend = engine({ threads: 1 });
  for (const [run, learningRate] of rates.entries()) {
    yield { run, epoch: 0, cost: NaN, accuracy: NaN, lambda: atStart };
    let last: LabNews | undefined;
    let trained: Network = first;
    const options = {
      network: first,
      data,
      learningRate,
      batch: LAB.batch,
      epochs: LAB.epochs,
      seed: 1,
      backend,
    };
    for await (const event of train(options)) {
      if (event.event === "epoch") {
        if (last !== undefined) yield last;
        last = { run, epoch: event.epoch, cost: event.cost, accuracy: event.testAccuracy ?? NaN };
      }
      if (event.event === "done") trained = event.network;
    }
    if (last !== undefined) yield { ...last, lambda: sharpness(trained, batch).value };
  }
}

/** The first samples of a set as rows, their targets one-hot. */
function firstRows(data: LabelledDataset, count: number): { input: number[][]; target: number[][] } {
  const order = Array.from({ length: count }, (_, i) => i);
  const rowsOf = (copy: typeof copyInputs, width: number): number[][] => {
    const numbers = new Float64Array(count * width);
    copy(data, order, numbers);
    return order.map((i) => Array.from(numbers.subarray(i * width, (i + 1) * width)));
  };
  return { input: rowsOf(copyInputs, data.inputs.width), target: rowsOf(copyTargets, 10) };
}
