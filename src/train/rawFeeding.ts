import type { Storage } from "../backend/backend.ts";
import type { Dataset } from "../data/dataset.ts";
import { input } from "../graph/leaves.ts";
import type { Tensor } from "../graph/tensor.ts";
import { oneHot } from "../ops/oneHot.ts";
import type { Elements } from "../tensor/hostArray.ts";
import type { Batch } from "./batch.ts";
import { scaled, type Feeding } from "./feeding.ts";

/**
 * Each batch is copied in as it is, bytes as bytes, and scaled by the graph: to the last bit the numbers that a dataset inside
 * the program gives, and less to copy.
 *
 * @param like a dataset; all samples to come must be of its form (`commonForm`)
 */
export function rawFeeding(like: Dataset, batch: number): Feeding {
  const storage = new Map<Tensor, Storage>();
  const leafOf = (name: string, { data, width }: Rows): Tensor => {
    const leaf = input(name, [batch, width]);
    if (data instanceof Uint8Array) storage.set(leaf, "u8");
    return leaf;
  };
  const samples = leafOf("samples", like.inputs);
  const isRegression = like.kind === "regression";
  const targets = isRegression ? leafOf("targets", like.targets) : input("labels", [batch], "int");
  return {
    x: scaled(samples, like.inputs.scale),
    y: isRegression ? scaled(targets, like.targets.scale) : oneHot(targets, like.classes.length),
    storage,
    place: () => undefined,
    feed(compiled, parts) {
      copyRaw(parts, (data) => data.inputs, compiled.buffer(samples));
      copyRaw(parts, targetRows, compiled.buffer(targets));
    },
  };
}

/** How the samples of a batch are kept; undefined where they are not all kept alike. */
export function commonForm(batch: Batch): string | undefined {
  const form = formOf(batch[0]!.data);
  return batch.every(({ data }, i) => i === 0 || formOf(data) === form) ? form : undefined;
}

interface Rows {
  readonly data: Elements;
  readonly width: number;
}

function targetRows(data: Dataset): Rows {
  return data.kind === "regression" ? data.targets : { data: data.labels, width: 1 };
}

function formOf(dataset: Dataset): string {
  const tables = dataset.kind === "regression" ? [dataset.inputs, dataset.targets] : [dataset.inputs];
  return tables.map(({ data, scale }) => `${data instanceof Uint8Array ? "u8" : "real"}*${scale}`).join();
}

/** Row after row as it is: copying memory, without a look at the numbers. */
function copyRaw(batch: Batch, rowsOf: (data: Dataset) => Rows, out: Elements): void {
  let next = 0;
  for (const { data, rows } of batch) {
    const { data: elements, width } = rowsOf(data);
    for (const row of rows) {
      out.set(elements.subarray(row * width, (row + 1) * width), next);
      next += width;
    }
  }
}
