import { reference } from "../backend/reference/reference.ts";
import { batchRanges, epochOrder } from "../data/batches.ts";
import { copyInputs, copyTargets } from "../data/dataset.ts";
import type { Tensor } from "../graph/tensor.ts";
import { topological } from "../graph/traverse.ts";
import type { HostArray } from "../tensor/hostArray.ts";
import { NumericError } from "../util/errors.ts";
import type { TrainingState } from "./events.ts";
import type { TrainOptions } from "./options.ts";
import { batchGraph } from "./programs.ts";
import { recipeOf } from "./recipe.ts";

/**
 * Finds the first node that turned NaN or infinite, by repeating the epoch with every node watched.
 *
 * Training is deterministic, so the repetition meets the same numbers; that costs an epoch once, instead of watching every
 * node of every step.
 *
 * @param state the state before the epoch
 * @param epoch from 1
 * @param batch the index of the batch whose cost was not finite
 * @returns the error to throw
 */
export function whereNumbersBroke(
  options: TrainOptions,
  state: TrainingState,
  epoch: number,
  batch: number,
): NumericError {
  const { data, batch: size = 10, seed = 0, shuffle = true } = options;
  const order = epochOrder(data.train.size, seed, epoch - 1, shuffle);
  let values: readonly HostArray[] = [...state.parameters, ...state.optimizer];
  for (const { start, end } of batchRanges(data.train.size, size).slice(0, batch + 1)) {
    const step = watchedStep(options, order.subarray(start, end), values);
    if (step.bad !== undefined) {
      return new NumericError(
        `train(): ${String(step.bad.node)} gave ${step.bad.value} in epoch ${epoch}, batch ${start / size + 1}, ` +
          `the first value that is not a finite number; lower the learning rate, clip the gradients, or scale the inputs`,
      );
    }
    values = step.values;
  }
  return new NumericError(
    `train(): the cost is not a finite number in epoch ${epoch}, batch ${batch + 1}; lower the learning rate`,
  );
}

interface WatchedStep {
  readonly bad: { readonly node: Tensor; readonly value: number } | undefined;
  readonly values: readonly HostArray[];
}

function watchedStep(options: TrainOptions, rows: Int32Array, values: readonly HostArray[]): WatchedStep {
  const { network, data } = options;
  const { shared, updates: updatesOf } = recipeOf(options);
  const graph = batchGraph(network, rows.length);
  const updates = updatesOf(graph);
  const nodes = topological([graph.cost, ...updates.flat()]).filter((node) => node.op.kind !== "leaf");
  const program = reference.compile({ outputs: [...nodes, ...shared], updates });
  shared.forEach((tensor, i) => {
    program.write(tensor, values[i]!);
  });
  copyInputs(data.train, rows, program.buffer(graph.x));
  copyTargets(data.train, rows, program.buffer(graph.y));
  program.run();
  for (const node of nodes) {
    const value = program.read(node).data.find((v) => !Number.isFinite(v));
    if (value !== undefined) return { bad: { node, value }, values };
  }
  return { bad: undefined, values: shared.map((tensor) => program.read(tensor)) };
}
