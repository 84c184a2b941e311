import { ValueError } from "../util/errors.ts";
import { Random } from "../util/random.ts";
import type { Dataset, LabelledDataset, RegressionDataset, TrainTest } from "./dataset.ts";
import { checkRow, takeRows } from "./table.ts";

/**
 * The given samples as a dataset of their own, in the order given; classes and names stay.
 *
 * @param rows at least one row
 * @throws ValueError for no rows, or a row that is not there
 */
export function subset(dataset: LabelledDataset, rows: ArrayLike<number>): LabelledDataset;
export function subset(dataset: RegressionDataset, rows: ArrayLike<number>): RegressionDataset;
export function subset(dataset: Dataset, rows: ArrayLike<number>): Dataset;
export function subset(dataset: Dataset, rows: ArrayLike<number>): Dataset {
  const where = `subset() of "${dataset.name}"`;
  if (rows.length === 0) throw new ValueError(`${where}: must keep at least one row, got none`);
  const size = rows.length;
  const inputs = takeRows(dataset.inputs, rows, where);
  if (dataset.kind === "regression") {
    return { ...dataset, size, inputs, targets: takeRows(dataset.targets, rows, where) };
  }
  const labels = dataset.labels instanceof Uint8Array ? new Uint8Array(size) : new Int32Array(size);
  for (let i = 0; i < size; i++) labels[i] = dataset.labels[checkRow(rows[i]!, dataset.size, where)]!;
  return { ...dataset, size, inputs, labels };
}

/**
 * Two parts in random order, every sample in exactly one of them, neither part empty.
 *
 * @param testFraction the share of the test part, between 0 and 1; rounded to whole samples
 * @param seed the same seed gives the same parts
 * @throws ValueError where the fraction is not between 0 and 1, or there are fewer than two samples
 */
export function splitDataset(
  dataset: LabelledDataset,
  testFraction: number,
  seed: number,
): TrainTest<LabelledDataset>;
export function splitDataset(
  dataset: RegressionDataset,
  testFraction: number,
  seed: number,
): TrainTest<RegressionDataset>;
export function splitDataset(dataset: Dataset, testFraction: number, seed: number): TrainTest;
export function splitDataset(dataset: Dataset, testFraction: number, seed: number): TrainTest {
  const where = `splitDataset() of "${dataset.name}"`;
  if (!(testFraction > 0 && testFraction < 1)) {
    throw new ValueError(`${where}: the test part must be a fraction between 0 and 1, got ${testFraction}`);
  }
  const { size } = dataset;
  if (size < 2) throw new ValueError(`${where}: needs at least 2 samples, one for each part, got ${size}`);
  const order = new Random(seed).stream("split").permutation(size);
  const tests = Math.min(size - 1, Math.max(1, Math.round(size * testFraction)));
  return { train: subset(dataset, order.subarray(tests)), test: subset(dataset, order.subarray(0, tests)) };
}
