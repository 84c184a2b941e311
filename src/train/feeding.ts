import type { Compiled, Storage } from "../backend/backend.ts";
import { copyInputs, copyTargets, inputWidth, targetWidth, type Dataset } from "../data/dataset.ts";
import type { Table } from "../data/table.ts";
import { input } from "../graph/leaves.ts";
import type { Tensor } from "../graph/tensor.ts";
import { multiply } from "../ops/multiply.ts";
import { oneHot } from "../ops/oneHot.ts";
import { take } from "../ops/take.ts";
import type { Elements } from "../tensor/hostArray.ts";

/** How the samples of a batch come into a program. */
export interface Feeding {
  /** The inputs, shape [batch, in]. */
  readonly x: Tensor;
  /** The targets, shape [batch, out]. */
  readonly y: Tensor;
  /** How leaves are kept, where it matters. */
  readonly storage: ReadonlyMap<Tensor, Storage>;
  /** Brings in what stays, once. */
  place(compiled: Compiled): void;
  /** Brings in the rows of a batch. */
  feed(compiled: Compiled, data: Dataset, rows: ArrayLike<number>): void;
}

/** Each batch is copied in, from whatever dataset. */
export function copiedFeeding(data: Dataset, batch: number): Feeding {
  const x = input("x", [batch, inputWidth(data)]);
  const y = input("y", [batch, targetWidth(data)]);
  return {
    x,
    y,
    storage: new Map(),
    place: () => undefined,
    feed(compiled, samples, rows) {
      copyInputs(samples, rows, compiled.buffer(x));
      copyTargets(samples, rows, compiled.buffer(y));
    },
  };
}

/**
 * The whole dataset lies in the program's memory, bytes as bytes, and a batch brings in the numbers of its rows only: taking
 * rows is part of the graph.
 */
export function residentFeeding(data: Dataset, batch: number): Feeding {
  const rows = input("rows", [batch], "int");
  const held: [Tensor, Elements][] = [];
  const hold = (
    name: string,
    elements: Elements,
    shape: readonly number[],
    dtype: "real" | "int",
  ): Tensor => {
    const leaf = input(name, shape, dtype);
    held.push([leaf, elements]);
    return leaf;
  };
  const rowsOf = (name: string, { data: elements, width, scale }: Table): Tensor => {
    const taken = take(hold(name, elements, [data.size, width], "real"), rows);
    return scale === 1 ? taken : multiply(taken, scale);
  };
  const targets = (): Tensor => {
    if (data.kind === "regression") return rowsOf("targets", data.targets);
    return oneHot(take(hold("labels", data.labels, [data.size], "int"), rows), data.classes.length);
  };
  const [x, y] = [rowsOf("samples", data.inputs), targets()];
  return {
    x,
    y,
    storage: new Map(
      held.flatMap(([leaf, elements]) => (elements instanceof Uint8Array ? [[leaf, "u8"]] : [])),
    ),
    place(compiled) {
      for (const [leaf, elements] of held) compiled.buffer(leaf).set(elements);
    },
    feed(compiled, _, chosen) {
      compiled.buffer(rows).set(chosen);
    },
  };
}

/** How many bytes a dataset takes inside a program. */
export function residentBytes(data: Dataset): number {
  const tables = data.kind === "regression" ? [data.inputs, data.targets] : [data.inputs];
  return tables.reduce((sum, { data: elements }) => sum + elements.byteLength, 0);
}
