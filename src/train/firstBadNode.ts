import type { Backend } from "../backend/backend.ts";
import { reference } from "../backend/reference/reference.ts";
import { badNodeInWords, firstBadNode, watchedNodes, type BadNode } from "../check/badNode.ts";
import type { HostArray } from "../tensor/hostArray.ts";
import { NumericError } from "../util/errors.ts";
import type { TrainingState } from "./events.ts";
import type { TrainOptions } from "./options.ts";
import { batchSize, type Batch } from "./batch.ts";
import { epochBatches } from "./epochBatches.ts";
import { copiedFeeding } from "./feeding.ts";
import { batchGraph, Programs } from "./programs.ts";
import { recipeOf, type Recipe } from "./recipe.ts";

/** Training that met a number that is not finite, and where: the message in parts. */
export class BrokenTraining extends NumericError {
  /** In which epoch, from 1. */
  readonly epoch: number;
  /** Null where float64 shows nothing wrong. */
  readonly found: (BadNode & { readonly batch: number }) | null;

  constructor(message: string, epoch: number, found: BrokenTraining["found"]) {
    super(message);
    this.epoch = epoch;
    this.found = found;
  }
}

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
export async function whereNumbersBroke(
  options: TrainOptions,
  state: TrainingState,
  epoch: number,
): Promise<BrokenTraining> {
  const { backend = reference } = options;
  // Watching every node may change the last bits that an engine computes, so that nothing breaks; the reference stays as it is.
  const found =
    (await searchWith(backend, options, state, epoch)) ??
    (backend === reference ? null : await searchWith(reference, options, state, epoch));
  if (found !== null) {
    return new BrokenTraining(
      `train(): ${badNodeInWords(found)} in epoch ${epoch}, batch ${found.batch}, the first value that is not a finite ` +
        `number: ${found.reason}; lower the learning rate, clip the gradients, or scale the inputs`,
      epoch,
      found,
    );
  }
  // In float64 all is well: what computed before has less room for large numbers.
  return new BrokenTraining(
    `train(): a cost or a parameter is not a finite number in epoch ${epoch}, though in float64 all are; ` +
      "lower the learning rate, or compute in float64",
    epoch,
    null,
  );
}

/** Which node broke in which batch, as an engine repeats the epoch; null where none does. */
async function searchWith(
  backend: Backend,
  options: TrainOptions,
  state: TrainingState,
  epoch: number,
): Promise<BrokenTraining["found"]> {
  const { network, data, batch = 10, seed = 0, shuffle = true } = options;
  const recipe = recipeOf(options);
  // The very programs of the training: the same bits.
  const programs = new Programs(network, backend, recipe.shared, recipe.updates, { data: data.train, batch });
  programs.write([...state.parameters, ...state.optimizer]);
  try {
    let number = 0;
    for await (const { batches } of epochBatches(data.train, batch, { epoch: epoch - 1, seed, shuffle })) {
      for (const samples of batches) {
        number++;
        const before = programs.read();
        const { cost } = programs.run(samples);
        if (Number.isFinite(cost) && allFinite(programs.read())) continue;
        const node = firstBad(backend, options, recipe, samples, before);
        return node && { ...node, batch: number };
      }
    }
    return null;
  } finally {
    programs.dispose();
  }
}

export function allFinite(arrays: readonly HostArray[]): boolean {
  return arrays.every(({ data }) => {
    // Zero times a number is 0, times NaN or an infinity NaN: ten times as fast as asking each number, and as `for … of`.
    let sum = 0;
    const { length } = data;
    for (let i = 0; i < length; i++) sum += 0 * data[i]!;
    return sum === 0;
  });
}

/** The first bad node of one step. */
function firstBad(
  backend: Backend,
  { network, data }: TrainOptions,
  { shared, updates: updatesOf }: Recipe,
  samples: Batch,
  values: readonly HostArray[],
): BadNode | null {
  const feeding = copiedFeeding(data.train, batchSize(samples));
  const graph = batchGraph(network, feeding);
  const outputs = [graph.cost, ...updatesOf(graph).map(([, next]) => next)];
  const program = backend.compile({
    outputs: [...watchedNodes(outputs), ...shared],
    storage: feeding.storage,
  });
  try {
    shared.forEach((tensor, i) => {
      program.write(tensor, values[i]!);
    });
    feeding.feed(program, samples);
    program.run();
    return firstBadNode(program, outputs, graph.cost);
  } finally {
    program.dispose();
  }
}
