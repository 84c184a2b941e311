import type { Backend, Compiled } from "../backend/backend.ts";
import { copyInputs, copyTargets, type Dataset } from "../data/dataset.ts";
import { heldValue, input } from "../graph/leaves.ts";
import type { Tensor } from "../graph/tensor.ts";
import { costOf, forward, inputSize, outputSize, type Network } from "../nn/network.ts";
import type { Elements, HostArray } from "../tensor/hostArray.ts";

/** The nodes of a network applied to a batch of a given size. */
export interface BatchGraph {
  readonly x: Tensor;
  readonly y: Tensor;
  readonly output: Tensor;
  readonly cost: Tensor;
}

/** What a batch gave. */
export interface BatchResult {
  readonly cost: number;
  /** Output activations, shape [batch, out]. */
  readonly output: HostArray;
  /** The targets it was compared with, in row-major order. */
  readonly targets: Elements;
}

interface Program extends BatchGraph {
  readonly compiled: Compiled;
}

/** A network applied to `batch` rows. */
export function batchGraph(network: Network, batch: number): BatchGraph {
  const x = input("x", [batch, inputSize(network)]);
  const y = input("y", [batch, outputSize(network)]);
  const pass = forward(network, x);
  return { x, y, output: pass.output, cost: costOf(network, pass, y) };
}

/**
 * A network compiled once for each batch size that occurs: most batches are full, the last of an epoch may be short.
 * Parameters and optimizer state move along from one program to the next.
 */
export class Programs {
  readonly #network: Network;
  readonly #backend: Backend;
  readonly #shared: readonly Tensor[];
  readonly #updates: (graph: BatchGraph) => [Tensor, Tensor][];
  readonly #programs = new Map<number, Program>();
  #current: Compiled | undefined;
  /** The shared parameters while no program holds them. */
  #waiting: readonly HostArray[];

  /**
   * @param shared the parameters that all programs have in common
   * @param updates what to do with them after a batch; nothing by default
   */
  constructor(
    network: Network,
    backend: Backend,
    shared: readonly Tensor[],
    updates: (graph: BatchGraph) => [Tensor, Tensor][] = () => [],
  ) {
    this.#network = network;
    this.#backend = backend;
    this.#shared = shared;
    this.#updates = updates;
    this.#waiting = shared.map((tensor) => heldValue(tensor)!);
  }

  /** Runs some rows of a dataset as one batch. */
  run(data: Dataset, rows: ArrayLike<number>): BatchResult {
    const { compiled, x, y, output, cost } = this.#switchTo(rows.length);
    copyInputs(data, rows, compiled.buffer(x));
    const targets = compiled.buffer(y);
    copyTargets(data, rows, targets);
    compiled.run();
    return { cost: compiled.read(cost).data[0]!, output: compiled.read(output), targets };
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

  #switchTo(batch: number): Program {
    let program = this.#programs.get(batch);
    if (program === undefined) {
      const graph = batchGraph(this.#network, batch);
      const outputs = [graph.cost, graph.output, ...this.#shared];
      program = { ...graph, compiled: this.#backend.compile({ outputs, updates: this.#updates(graph) }) };
      this.#programs.set(batch, program);
    }
    if (program.compiled !== this.#current) {
      for (const [i, value] of this.read().entries()) program.compiled.write(this.#shared[i]!, value);
      this.#current = program.compiled;
    }
    return program;
  }
}
