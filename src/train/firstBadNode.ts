import type { Backend } from "../backend/backend.ts";
import { reference } from "../backend/reference/reference.ts";
import { batchRanges, epochOrder } from "../data/batches.ts";
import { topological } from "../graph/traverse.ts";
import type { HostArray } from "../tensor/hostArray.ts";
import { NumericError } from "../util/errors.ts";
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
  const { backend = reference } = options;
  // Watching every node may change the last bits that an engine computes, so that nothing breaks; the reference stays as it is.
  const found =
    searchWith(backend, options, state, epoch) ??
    (backend === reference ? undefined : searchWith(reference, options, state, epoch));
  if (found !== undefined) {
    return new NumericError(
      `train(): ${found}, ` +
        "the first value that is not a finite number; lower the learning rate, clip the gradients, or scale the inputs",
    );
  }
  // In float64 all is well: what computed before has less room for large numbers.
  return new NumericError(
    `train(): a cost or a parameter is not a finite number in epoch ${epoch}, though in float64 all are; ` +
      "lower the learning rate, or compute in float64",
  );
}

/** Which node broke in which batch, as an engine repeats the epoch; undefined where none does. */
function searchWith(
  backend: Backend,
  options: TrainOptions,
  state: TrainingState,
  epoch: number,
): string | undefined {
  const { network, data, batch = 10, seed = 0, shuffle = true } = options;
  const order = epochOrder(data.train.size, seed, epoch - 1, shuffle);
  const recipe = recipeOf(options);
  // The very programs of the training: the same bits.
  const programs = new Programs(network, backend, recipe.shared, recipe.updates, { data: data.train, batch });
  programs.write([...state.parameters, ...state.optimizer]);
  try {
    for (const [i, { start, end }] of batchRanges(data.train.size, batch).entries()) {
      const rows = order.subarray(start, end);
      const before = programs.read();
      const { cost } = programs.run(data.train, rows);
      if (Number.isFinite(cost) && allFinite(programs.read())) continue;
      const node = firstBad(backend, options, recipe, rows, before);
      return node && `${node} in epoch ${epoch}, batch ${i + 1}`;
    }
    return undefined;
  } finally {
    programs.dispose();
  }
}

export function allFinite(arrays: readonly HostArray[]): boolean {
  return arrays.every(({ data }) => data.every(Number.isFinite));
}

/** `z¹ = add[30] gave NaN in the forward pass`: the first bad node of one step, in the order of computing, if there is one. */
function firstBad(
  backend: Backend,
  { network, data }: TrainOptions,
  { shared, updates: updatesOf }: Recipe,
  rows: Int32Array,
  values: readonly HostArray[],
): string | undefined {
  const feeding = copiedFeeding(data.train, rows.length);
  const graph = batchGraph(network, feeding);
  const updates = updatesOf(graph);
  const forward = new Set(topological([graph.cost]));
  const nodes = topological([graph.cost, ...updates.flat()]).filter((node) => node.op.kind !== "leaf");
  const program = backend.compile({ outputs: [...nodes, ...shared], storage: feeding.storage });
  try {
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
    return undefined;
  } finally {
    program.dispose();
  }
}
