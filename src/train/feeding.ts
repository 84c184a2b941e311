import type { Compiled, Storage } from "../backend/backend.ts";
import { copyInputs, copyTargets, type Dataset } from "../data/dataset.ts";
import { sampleFormat, type DataStream } from "../data/stream.ts";
import type { Table } from "../data/table.ts";
import { input } from "../graph/leaves.ts";
import type { Tensor } from "../graph/tensor.ts";
import { multiply } from "../ops/multiply.ts";
import { oneHot } from "../ops/oneHot.ts";
import { take } from "../ops/take.ts";
import type { Elements } from "../tensor/hostArray.ts";
import type { Batch } from "./batch.ts";

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
  feed(compiled: Compiled, batch: Batch): void;
}

/** Each batch is copied in and scaled on the way, from whatever datasets. */
export function copiedFeeding(source: Dataset | DataStream, batch: number): Feeding {
  const { inputWidth, targetWidth } = sampleFormat(source);
  const x = input("x", [batch, inputWidth]);
  const y = input("y", [batch, targetWidth]);
  return {
    x,
    y,
    storage: new Map(),
    place: () => undefined,
    feed(compiled, parts) {
      const [inputs, targets] = [compiled.buffer(x), compiled.buffer(y)];
      let done = 0;
      for (const { data, rows } of parts) {
        copyInputs(data, rows, inputs, done * inputWidth);
        copyTargets(data, rows, targets, done * targetWidth);
        done += rows.length;
      }
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
  const rowsOf = (name: string, { data: elements, width, scale }: Table): Tensor =>
    scaled(take(hold(name, elements, [data.size, width], "real"), rows), scale);
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
    feed(compiled, parts) {
      compiled.buffer(rows).set(parts[0]!.rows);
    },
  };
}

/** The numbers that elements of a table stand for. */
export function scaled(elements: Tensor, scale: number): Tensor {
  return scale === 1 ? elements : multiply(elements, scale);
}

/** How many bytes a dataset takes inside a program. */
export function residentBytes(data: Dataset): number {
  const tables = data.kind === "regression" ? [data.inputs, data.targets] : [data.inputs];
  return tables.reduce((sum, { data: elements }) => sum + elements.byteLength, 0);
}
