import type { Elements } from "../tensor/hostArray.ts";
import { ShapeError, ValueError } from "../util/errors.ts";
import { checkRoom, checkRow, checkTable, copyRows, tableRows, type Table } from "./table.ts";

interface Common {
  readonly name: string;
  /** The number of samples. */
  readonly size: number;
  /** One row per sample. */
  readonly inputs: Table;
  /** The names of the input columns, where the file has them. */
  readonly inputNames?: readonly string[];
  /** The shape of one input where it is more than a list, as `[28, 28]` of a picture. */
  readonly inputShape?: readonly number[];
}

/** Samples that belong to classes: one whole number a sample; the one-hot row is made when a batch is copied. */
export interface LabelledDataset extends Common {
  readonly kind: "labelled";
  readonly labels: Uint8Array | Int32Array;
  /** The names of the classes; label 0 is the first. */
  readonly classes: readonly string[];
}

/** Samples with real targets. */
export interface RegressionDataset extends Common {
  readonly kind: "regression";
  /** One row per sample. */
  readonly targets: Table;
  readonly targetNames?: readonly string[];
}

export type Dataset = LabelledDataset | RegressionDataset;

/** Samples to train on, and others to test on. */
export interface TrainTest<D extends Dataset = Dataset> {
  readonly train: D;
  readonly test: D;
}

/**
 * A dataset of classes, checked.
 *
 * @param parts.inputs one row per sample
 * @param parts.labels the class of each sample, from 0 on; typed arrays are kept, not copied
 * @param parts.classes the names of the classes, or how many there are (then they are called 0, 1, …)
 * @throws ShapeError where inputs and labels differ in number
 * @throws ValueError where there is no sample, no class, or a label without a class
 * @throws NumericError where an input is NaN or infinite
 *
 * @example
 * ```ts
 * const inputs = tableFromRows([[0, 0], [0, 1]]);
 * labelledDataset({ name: "xor", inputs, labels: [0, 1], classes: ["even", "odd"] }).size; // 2
 * labelledDataset({ name: "xor", inputs, labels: [0, 2], classes: 2 }); // throws ValueError: dataset "xor": the label of row 1
 * ```
 */
export function labelledDataset(parts: {
  readonly name: string;
  readonly inputs: Table;
  readonly labels: ArrayLike<number>;
  readonly classes: readonly string[] | number;
  readonly inputNames?: readonly string[];
  readonly inputShape?: readonly number[];
}): LabelledDataset {
  const { name, inputs, inputNames, inputShape } = parts;
  const where = `dataset "${name}"`;
  const size = tableRows(checkTable(inputs, `${where}, inputs`));
  const classes = classNames(parts.classes, where);
  checkRowsAgree(where, size, "label", parts.labels.length);
  for (let row = 0; row < size; row++) {
    const label = parts.labels[row]!;
    if (!Number.isInteger(label) || label < 0 || label >= classes.length) {
      throw new ValueError(
        `${where}: the label of row ${row} must be a whole number from 0 to ${classes.length - 1} ` +
          `(${classes.length} classes), got ${label}; correct it or name more classes`,
      );
    }
  }
  return {
    kind: "labelled",
    name,
    size,
    inputs,
    labels: keepLabels(parts.labels),
    classes,
    ...optional(inputNames, inputShape),
  };
}

/**
 * A dataset of real targets, checked.
 *
 * @param parts.inputs one row per sample
 * @param parts.targets one row per sample
 * @throws ShapeError where inputs and targets differ in number
 * @throws ValueError where there is no sample
 * @throws NumericError where a number is NaN or infinite
 */
export function regressionDataset(parts: {
  readonly name: string;
  readonly inputs: Table;
  readonly targets: Table;
  readonly inputNames?: readonly string[];
  readonly inputShape?: readonly number[];
  readonly targetNames?: readonly string[];
}): RegressionDataset {
  const { name, inputs, targets, inputNames, inputShape, targetNames } = parts;
  const where = `dataset "${name}"`;
  const size = tableRows(checkTable(inputs, `${where}, inputs`));
  checkRowsAgree(where, size, "target row", tableRows(checkTable(targets, `${where}, targets`)));
  const names = targetNames === undefined ? {} : { targetNames };
  return { kind: "regression", name, size, inputs, targets, ...optional(inputNames, inputShape), ...names };
}

/** The number of inputs of a sample: 784 for MNIST. */
export function inputWidth(dataset: Dataset): number {
  return dataset.inputs.width;
}

/** The number of targets of a sample: the number of classes, or of real targets. */
export function targetWidth(dataset: Dataset): number {
  return dataset.kind === "labelled" ? dataset.classes.length : dataset.targets.width;
}

/**
 * Copies the inputs of some samples, scaled, one row after another.
 *
 * @param rows which samples, in the order wanted; repeats are allowed
 * @param out where to; `rows.length * inputWidth(dataset)` elements from `offset` on are written
 * @throws ValueError for a row that is not there, ShapeError where `out` is too short
 */
export function copyInputs(dataset: Dataset, rows: ArrayLike<number>, out: Elements, offset = 0): void {
  copyRows(dataset.inputs, rows, out, offset, `copyInputs() of "${dataset.name}"`);
}

/**
 * Copies the targets of some samples, one row after another: real targets as they are, a label as a one-hot row.
 *
 * @param rows which samples, in the order wanted; repeats are allowed
 * @param out where to; `rows.length * targetWidth(dataset)` elements from `offset` on are written
 * @throws ValueError for a row that is not there, ShapeError where `out` is too short
 */
export function copyTargets(dataset: Dataset, rows: ArrayLike<number>, out: Elements, offset = 0): void {
  const where = `copyTargets() of "${dataset.name}"`;
  if (dataset.kind === "regression") {
    copyRows(dataset.targets, rows, out, offset, where);
    return;
  }
  const { labels, size } = dataset;
  const width = dataset.classes.length;
  checkRoom(out.length, offset, rows.length * width, where);
  out.fill(0, offset, offset + rows.length * width);
  for (let i = 0; i < rows.length; i++)
    out[offset + i * width + labels[checkRow(rows[i]!, size, where)]!] = 1;
}

function checkRowsAgree(where: string, inputs: number, what: string, got: number): void {
  if (inputs !== got) {
    throw new ShapeError(`${where}: each of the ${inputs} inputs must have one ${what}, got ${got} ${what}s`);
  }
}

/** The names of classes of which perhaps only the number is given. */
export function classNames(classes: readonly string[] | number, where: string): readonly string[] {
  const count = typeof classes === "number" ? classes : classes.length;
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new ValueError(`${where}: there must be a whole number of classes from 1 on, got ${count}`);
  }
  return typeof classes === "number" ? Array.from({ length: count }, (_, i) => String(i)) : classes;
}

function keepLabels(labels: ArrayLike<number>): Uint8Array | Int32Array {
  return labels instanceof Uint8Array || labels instanceof Int32Array ? labels : Int32Array.from(labels);
}

/** Only the keys that are there: an absent key and an undefined one are different things to the compiler. */
function optional(
  inputNames: readonly string[] | undefined,
  inputShape: readonly number[] | undefined,
): Pick<Common, "inputNames" | "inputShape"> {
  return {
    ...(inputNames === undefined ? {} : { inputNames }),
    ...(inputShape === undefined ? {} : { inputShape }),
  };
}
