import { reference } from "../backend/reference/reference.ts";
import { batchRanges, epochOrder } from "../data/batches.ts";
import { topological } from "../graph/traverse.ts";
import type { HostArray } from "../tensor/hostArray.ts";
import { internal, NumericError } from "../util/errors.ts";
import type { TrainingState } from "./events.ts";
import type { TrainOptions } from "./options.ts";
import { copiedFeeding } from "./feeding.ts";
import { batchGraph, Programs } from "./programs.ts";
import { recipeOf, type Recipe } from "./recipe.ts";

/**
 * Finds the first node that turned NaN or infinite, by repeating the epoch up to the step that broke and watching every node
 * of that step.
 *
 * Training is deterministic, so the repetition meets the same numbers; that costs an epoch once, instead of watching every
 * node of every step.
 *
 * @param state the state before the epoch
 * @param epoch from 1; in it a cost or a parameter was not finite
 * @returns the error to throw
 */
export function whereNumbersBroke(options: TrainOptions, state: TrainingState, epoch: number): NumericError {
  const { network, data, batch: size = 10, seed = 0, shuffle = true } = options;
  const order = epochOrder(data.train.size, seed, epoch - 1, shuffle);
  const recipe = recipeOf(options);
  const programs = new Programs(network, reference, recipe.shared, recipe.updates);
  programs.write([...state.parameters, ...state.optimizer]);
  try {
    for (const [i, { start, end }] of batchRanges(data.train.size, size).entries()) {
      const rows = order.subarray(start, end);
      const before = programs.read();
      const { cost } = programs.run(data.train, rows);
      if (Number.isFinite(cost) && allFinite(programs.read())) continue;
      return new NumericError(
        `train(): ${firstBad(options, recipe, rows, before)} in epoch ${epoch}, batch ${i + 1}, ` +
          "the first value that is not a finite number; lower the learning rate, clip the gradients, or scale the inputs",
      );
    }
  } finally {
    programs.dispose();
  }
  // In float64 all is well: what computed before has less room for large numbers.
  return new NumericError(
    `train(): a cost or a parameter is not a finite number in epoch ${epoch}, though in float64 all are; ` +
      "lower the learning rate, or compute in float64",
  );
}

export function allFinite(arrays: readonly HostArray[]): boolean {
  return arrays.every(({ data }) => data.every(Number.isFinite));
}

/** `z¹ = add[30] gave NaN in the forward pass`: the first bad node of one step, in the order of computing. */
function firstBad(
  { network, data }: TrainOptions,
  { shared, updates: updatesOf }: Recipe,
  rows: Int32Array,
  values: readonly HostArray[],
): string {
  const feeding = copiedFeeding(data.train, rows.length);
  const graph = batchGraph(network, feeding);
  const updates = updatesOf(graph);
  const forward = new Set(topological([graph.cost]));
  const nodes = topological([graph.cost, ...updates.flat()]).filter((node) => node.op.kind !== "leaf");
  const program = reference.compile({ outputs: [...nodes, ...shared] });
  shared.forEach((tensor, i) => {
    program.write(tensor, values[i]!);
  });
  feeding.feed(program, data.train, rows);
  program.run();
  for (const node of nodes) {
    const value = program.read(node).data.find((v) => !Number.isFinite(v));
    if (value === undefined) continue;
    return `${String(node)} gave ${value} in the ${forward.has(node) ? "forward" : "backward"} pass`;
  }
  internal("a step broke, and none of its nodes did");
}
