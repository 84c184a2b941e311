import type { Backend, Compiled } from "../backend/backend.ts";
import type { Dataset } from "../data/dataset.ts";
import { heldValue } from "../graph/leaves.ts";
import type { Tensor } from "../graph/tensor.ts";
import { costOf, forward, type Network } from "../nn/network.ts";
import type { Elements, HostArray } from "../tensor/hostArray.ts";
import { copiedFeeding, residentBytes, residentFeeding, type Feeding } from "./feeding.ts";

/** The nodes of a network applied to a batch. */
export interface BatchGraph {
  readonly feeding: Feeding;
  /** Output activations, shape [batch, out]. */
  readonly output: Tensor;
  readonly cost: Tensor;
}

/** What a batch gave: memory that the next batch writes over. */
export interface BatchResult {
  readonly cost: number;
  /** Output activations, row after row. */
  readonly output: Elements;
  /** The targets they were compared with, likewise. */
  readonly targets: Elements;
}

interface Program extends BatchGraph {
  readonly compiled: Compiled;
}

/** A network applied to a batch. */
export function batchGraph(network: Network, feeding: Feeding): BatchGraph {
  const pass = forward(network, feeding.x);
  return { feeding, output: pass.output, cost: costOf(network, pass, feeding.y) };
}

/** Datasets up to this size are kept inside the program: they are read there thousands of times. */
const RESIDENT_LIMIT = 2 ** 30;

/**
 * A network compiled once for each batch size that occurs: most batches are full, the last of an epoch may be short.
 * Parameters and optimizer state move along from one program to the next.
 */
export class Programs {
  readonly #network: Network;
  readonly #backend: Backend;
  readonly #shared: readonly Tensor[];
  readonly #updates: (graph: BatchGraph) => [Tensor, Tensor][];
  readonly #programs = new Map<string, Program>();
  readonly #resident: { readonly data: Dataset; readonly batch: number } | undefined;
  #current: Compiled | undefined;
  /** The shared parameters while no program holds them. */
  #waiting: readonly HostArray[];

  /**
   * @param shared the parameters that all programs have in common
   * @param updates what to do with them after a batch; nothing by default
   * @param often a dataset that will be run over again and again in batches of one size
   */
  constructor(
    network: Network,
    backend: Backend,
    shared: readonly Tensor[],
    updates: (graph: BatchGraph) => [Tensor, Tensor][] = () => [],
    often?: { readonly data: Dataset; readonly batch: number },
  ) {
    const fits =
      often !== undefined && backend.keepsDatasets === true && residentBytes(often.data) <= RESIDENT_LIMIT;
    this.#resident = fits ? often : undefined;
    this.#network = network;
    this.#backend = backend;
    this.#shared = shared;
    this.#updates = updates;
    this.#waiting = shared.map((tensor) => heldValue(tensor)!);
  }

  /** Runs some rows of a dataset as one batch. */
  run(data: Dataset, rows: ArrayLike<number>): BatchResult {
    const { compiled, feeding, output, cost } = this.#switchTo(data, rows.length);
    feeding.feed(compiled, data, rows);
    compiled.run();
    return {
      cost: compiled.view(cost)[0]!,
      output: compiled.view(output),
      targets: compiled.view(feeding.y),
    };
  }

  /** The shared parameters as they are now. */
  read(): readonly HostArray[] {
    const current = this.#current;
    return current === undefined ? this.#waiting : this.#shared.map((tensor) => current.read(tensor));
  }

  write(values: readonly HostArray[]): void {
    this.#waiting = values;
    this.#current = undefined;
  }

  dispose(): void {
    for (const { compiled } of this.#programs.values()) compiled.dispose();
    this.#programs.clear();
  }

  #switchTo(data: Dataset, batch: number): Program {
    const isResident = this.#resident?.data === data && this.#resident.batch === batch;
    const key = isResident ? "resident" : `${batch}`;
    const program = this.#programs.get(key) ?? this.#compile(data, batch, isResident);
    if (program.compiled !== this.#current) {
      for (const [i, value] of this.read().entries()) program.compiled.write(this.#shared[i]!, value);
      this.#current = program.compiled;
    }
    this.#programs.set(key, program);
    return program;
  }

  #compile(data: Dataset, batch: number, isResident: boolean): Program {
    const feeding = isResident ? residentFeeding(data, batch) : copiedFeeding(data, batch);
    const graph = batchGraph(this.#network, feeding);
    const compiled = this.#backend.compile({
      outputs: [graph.cost, graph.output, feeding.y, ...this.#shared],
      updates: this.#updates(graph),
      storage: feeding.storage,
    });
    feeding.place(compiled);
    return { ...graph, compiled };
  }
}
