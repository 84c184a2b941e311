import { reference } from "../backend/reference/reference.ts";
import { heldValue } from "../graph/leaves.ts";
import { parametersOf, withParameters, type Network } from "../nn/network.ts";
import { hostArray, type HostArray } from "../tensor/hostArray.ts";
import { batchSize } from "./batch.ts";
import { checkOptions, requireFiniteStart, requireSameState } from "./checkOptions.ts";
import { epochBatches } from "./epochBatches.ts";
import type {
  BatchEvent,
  BestSoFar,
  DoneEvent,
  EpochEvent,
  TrainEvent,
  Training,
  TrainingState,
} from "./events.ts";
import { evaluateWith, type Evaluation } from "./evaluation.ts";
import { allFinite, whereNumbersBroke } from "./firstBadNode.ts";
import { Metrics } from "./metrics.ts";
import type { TrainOptions } from "./options.ts";
import { Programs } from "./programs.ts";
import { recipeOf } from "./recipe.ts";

/** How long to compute before letting timers, signals and drawing have their turn. */
const TURN_MILLISECONDS = 50;

/**
 * Trains a network by mini-batch gradient descent, and reports as it goes: θ ← θ - η ∂C/∂θ, batch after batch.
 *
 * @returns an async iterator of events: every batch, every epoch, and at the end one `done` with the trained network; and
 * `parameters()`, which tells those of any moment
 * @throws ValueError for options that make no sense; ShapeError where data and network do not fit; NumericError where a
 * number turned NaN or infinite, with the first node that did; FormatError where a chunk of a stream cannot be read
 *
 * @example
 * ```ts
 * const data = { train: labelledDataset({ name: "xor", inputs: tableFromRows([[0, 0], [0, 1], [1, 0], [1, 1]]), labels: [0, 1, 1, 0], classes: 2 }) };
 * const net = createNetwork({ sizes: [2, 4, 2], seed: 1 });
 * for await (const event of train({ network: net, data, batch: 4, epochs: 2 })) {
 *   if (event.event === "done") event.epochs; // 2
 * }
 * ```
 * Source: Nielsen, Neural Networks and Deep Learning, chapter 1, "Implementing our network".
 */
export function train(options: TrainOptions): Training {
  let run: Run | undefined;
  async function* events(): AsyncGenerator<TrainEvent, void, undefined> {
    run = new Run(checkOptions(options));
    try {
      yield* run.events();
    } finally {
      run.dispose();
    }
  }
  return Object.assign(events(), {
    // Copies: what a reader does with them is no concern of the training.
    parameters: () =>
      (run?.parameters() ?? startOf(options)).map(({ data, shape }) => hostArray(data.slice(), shape)),
  });
}

/** What a run will begin with. */
function startOf({ network, resume }: TrainOptions): readonly HostArray[] {
  return resume?.parameters ?? parametersOf(network).map((leaf) => heldValue(leaf)!);
}

/** One training run: the programs, and what it remembers between epochs. */
class Run {
  readonly #options: TrainOptions;
  readonly #network: Network;
  readonly #steps: Programs;
  readonly #tests: Programs;
  readonly #parameterCount: number;
  readonly #started = performance.now();
  #lastTurn = performance.now();
  #state: TrainingState;
  /** What the epoch at hand has taken so far, evaluation left out. */
  #milliseconds = 0;

  constructor(options: TrainOptions) {
    const { network, data, batch = 10, backend = reference } = options;
    const { parameters, shared, updates } = recipeOf(options);
    this.#options = options;
    this.#network = network;
    this.#parameterCount = parameters.length;
    this.#steps = new Programs(network, backend, shared, updates, { data: data.train, batch });
    this.#tests = new Programs(network, backend, parameters);
    const { resume } = options;
    if (resume !== undefined) {
      requireSameState("parameters", parameters, resume.parameters);
      requireSameState("optimizer", shared.slice(parameters.length), resume.optimizer);
      this.#steps.write([...resume.parameters, ...resume.optimizer]);
    }
    const start = this.#steps.read();
    requireFiniteStart(shared, start);
    this.#state = resume ?? this.#snapshot(0, null, start);
  }

  async *events(): AsyncGenerator<TrainEvent, void, undefined> {
    let reason = this.#reasonToStop();
    while (reason === undefined) {
      const finished = yield* this.#epoch(this.#state.epoch + 1);
      reason = finished ? this.#reasonToStop() : "interrupted";
    }
    yield this.#done(reason);
  }

  /** Looks at the state alone, so that a run resumed from its last state stops at once. */
  #reasonToStop(): DoneEvent["reason"] | undefined {
    const { epochs = 30, patience = Infinity } = this.#options;
    const { best, epoch } = this.#state;
    if (epoch >= epochs) return "finished";
    return best !== null && epoch - best.epoch >= patience ? "early-stopping" : undefined;
  }

  /** Those of the network as the last step left them. */
  parameters(): readonly HostArray[] {
    return this.#steps.read().slice(0, this.#parameterCount);
  }

  dispose(): void {
    this.#steps.dispose();
    this.#tests.dispose();
  }

  /** Trains for one epoch; false where it was interrupted. */
  async *#epoch(epoch: number): AsyncGenerator<TrainEvent, boolean, undefined> {
    const metrics = new Metrics(this.#options.data.train);
    this.#milliseconds = 0;
    const end = yield* this.#batches(epoch, metrics);
    if (end === "interrupted") return false;
    // The last step's update has met no cost yet.
    const values = this.#steps.read();
    if (end === "broken" || !allFinite(values)) {
      throw await whereNumbersBroke(this.#options, this.#state, epoch);
    }
    yield this.#finish(epoch, metrics, values);
    return true;
  }

  /** The steps of an epoch. However they end, the data are then closed. */
  async *#batches(
    epoch: number,
    metrics: Metrics,
  ): AsyncGenerator<BatchEvent, "finished" | "interrupted" | "broken", undefined> {
    const { data, batch = 10, seed = 0, shuffle = true, batchEvents = 1, signal } = this.#options;
    const batches = Math.ceil(data.train.size / batch);
    const stream = { epoch: epoch - 1, seed, shuffle, ...(signal && { signal }) };
    let number = 0;
    for await (const ready of epochBatches(data.train, batch, stream)) {
      this.#milliseconds += ready.waited;
      for (const samples of ready.batches) {
        if (signal?.aborted === true) return "interrupted";
        const began = performance.now();
        const { cost, output, targets } = this.#steps.run(samples);
        if (!Number.isFinite(cost)) return "broken";
        const size = batchSize(samples);
        const sum = this.#network.reduction === "mean" ? cost * size : cost;
        metrics.add(sum, output, targets, size);
        this.#milliseconds += performance.now() - began;
        number++;
        if (batchEvents > 0 && number % batchEvents === 0) {
          yield { event: "batch", epoch, batch: number, batches, cost: sum / size };
        }
        if (performance.now() - this.#lastTurn >= TURN_MILLISECONDS) await this.#turn();
      }
    }
    return number === batches ? "finished" : "interrupted";
  }

  #finish(epoch: number, metrics: Metrics, values: readonly HostArray[]): EpochEvent {
    const seconds = this.#milliseconds / 1000;
    const test = this.#test(values.slice(0, this.#parameterCount));
    const { cost, accuracy, total } = metrics;
    const score = test?.accuracy ?? (test === null ? (accuracy ?? -cost) : -test.cost);
    this.#state = this.#snapshot(epoch, score, values);
    return {
      event: "epoch",
      epoch,
      cost,
      accuracy,
      testAccuracy: test?.accuracy ?? null,
      testCost: test?.cost ?? null,
      samplesPerSecond: total / seconds,
      seconds,
      state: this.#state,
    };
  }

  #done(reason: DoneEvent["reason"]): DoneEvent {
    const { epoch, best, parameters } = this.#state;
    const bestNetwork = best && {
      epoch: best.epoch,
      network: withParameters(this.#network, best.parameters),
    };
    return {
      event: "done",
      reason,
      epochs: epoch,
      network: withParameters(this.#network, parameters),
      best: bestNetwork,
      test: this.#test(parameters),
      seconds: (performance.now() - this.#started) / 1000,
      state: this.#state,
    };
  }

  #test(parameters: readonly HostArray[]): Evaluation | null {
    const { test } = this.#options.data;
    if (test === undefined) return null;
    this.#tests.write(parameters);
    return evaluateWith(this.#tests, this.#network, test);
  }

  #snapshot(epoch: number, score: number | null, values: readonly HostArray[]): TrainingState {
    const parameters = values.slice(0, this.#parameterCount);
    return {
      epoch,
      parameters,
      optimizer: values.slice(this.#parameterCount),
      best: score === null ? null : better(this.#state.best, { epoch, score, parameters }),
    };
  }

  async #turn(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve));
    this.#lastTurn = performance.now();
  }
}

/** The first of several equally good epochs stays the best. */
function better(before: BestSoFar | null, now: BestSoFar): BestSoFar {
  return before === null || Number.isNaN(before.score) || now.score > before.score ? now : before;
}
