import type { Backend, Compiled } from "../backend/backend.ts";
import type { Dataset } from "../data/dataset.ts";
import type { DataStream } from "../data/stream.ts";
import { heldValue } from "../graph/leaves.ts";
import type { Tensor } from "../graph/tensor.ts";
import { costOf, forward, type Network } from "../nn/network.ts";
import type { Elements, HostArray } from "../tensor/hostArray.ts";
import { batchSize, type Batch } from "./batch.ts";
import { copiedFeeding, residentBytes, residentFeeding, type Feeding } from "./feeding.ts";
import { commonForm, rawFeeding } from "./rawFeeding.ts";

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

/** Batches that can share a program: its key, and how it is fed. */
interface Kind {
  readonly key: string;
  readonly feeding: (like: Dataset, batch: number) => Feeding;
}

/** A network applied to a batch. */
export function batchGraph(network: Network, feeding: Feeding): BatchGraph {
  const pass = forward(network, feeding.x);
  return { feeding, output: pass.output, cost: costOf(network, pass, feeding.y) };
}

/** Datasets up to this size are kept inside the program: they are read there thousands of times. */
const RESIDENT_LIMIT = 2 ** 30;

/**
 * A network compiled once for each kind of batch that occurs: most are full, the last of an epoch may be short.
 * Parameters and optimizer state move along from one program to the next.
 */
export class Programs {
  readonly #network: Network;
  readonly #backend: Backend;
  readonly #shared: readonly Tensor[];
  readonly #updates: (graph: BatchGraph) => [Tensor, Tensor][];
  readonly #programs = new Map<string, Program>();
  readonly #resident: Resident | undefined;
  #current: Compiled | undefined;
  /** The shared parameters while no program holds them. */
  #waiting: readonly HostArray[];

  /**
   * @param shared the parameters that all programs have in common
   * @param updates what to do with them after a batch; nothing by default
   * @param often data that will be run over again and again in batches of one size
   */
  constructor(
    network: Network,
    backend: Backend,
    shared: readonly Tensor[],
    updates: (graph: BatchGraph) => [Tensor, Tensor][] = () => [],
    often?: { readonly data: Dataset | DataStream; readonly batch: number },
  ) {
    this.#resident = backend.keepsDatasets === true ? residentOf(often) : undefined;
    this.#network = network;
    this.#backend = backend;
    this.#shared = shared;
    this.#updates = updates;
    this.#waiting = shared.map((tensor) => heldValue(tensor)!);
  }

  /** Runs one batch. */
  run(batch: Batch): BatchResult {
    const { compiled, feeding, output, cost } = this.#switchTo(batch);
    feeding.feed(compiled, batch);
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

  /** Frees the memory of the programs. The parameters can still be read. */
  dispose(): void {
    this.write(this.read());
    for (const { compiled } of this.#programs.values()) compiled.dispose();
    this.#programs.clear();
  }

  #switchTo(batch: Batch): Program {
    const size = batchSize(batch);
    const { key, feeding } = this.#kindOf(batch, size);
    const program = this.#programs.get(key) ?? this.#compile(feeding(batch[0]!.data, size));
    if (program.compiled !== this.#current) {
      for (const [i, value] of this.read().entries()) program.compiled.write(this.#shared[i]!, value);
      this.#current = program.compiled;
    }
    this.#programs.set(key, program);
    return program;
  }

  #kindOf(batch: Batch, size: number): Kind {
    if (this.#resident?.data === batch[0]!.data && this.#resident.batch === size) {
      return { key: "resident", feeding: residentFeeding };
    }
    const form = this.#backend.keepsDatasets === true ? commonForm(batch) : undefined;
    if (form === undefined) return { key: `${size}`, feeding: copiedFeeding };
    return { key: `${size} ${form}`, feeding: rawFeeding };
  }

  #compile(feeding: Feeding): Program {
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

/** A dataset inside a program, in batches of one size. */
interface Resident {
  readonly data: Dataset;
  readonly batch: number;
}

/** What can be kept inside a program: a dataset that is in memory as a whole and not too large. */
function residentOf(
  often: { readonly data: Dataset | DataStream; readonly batch: number } | undefined,
): Resident | undefined {
  if (often === undefined || often.data.kind === "stream") return undefined;
  const { data, batch } = often;
  return residentBytes(data) <= RESIDENT_LIMIT ? { data, batch } : undefined;
}
