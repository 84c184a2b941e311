import { labelledDataset, regressionDataset, type Dataset } from "../data/dataset.ts";
import { tableFromRows } from "../data/table.ts";
import type { NetworkFile } from "./networkFile.ts";
import { refusal } from "./place.ts";

/**
 * The samples of a network file as a dataset.
 *
 * Targets that are all one-hot rows of two columns or more are classes, so that the accuracy can be told; training is the
 * same either way.
 *
 * @param where the file's name, for messages and as the dataset's name
 * @throws FormatError where the file has no input or no target
 */
export function networkDataset({ input, target }: NetworkFile, where: string): Dataset {
  if (input === undefined || target === undefined) {
    const missing = input !== undefined ? "target" : target !== undefined ? "input" : "input and no target";
    const requirement = `must have input and target to be trained on, got no ${missing}`;
    throw refusal({ where, path: [] }, `${requirement}; add them as lists of rows, one row per sample`);
  }
  const inputs = tableFromRows(input, `${where}: input`);
  const classes = target[0]?.length ?? 0;
  if (classes >= 2 && target.every(isOneHot)) {
    return labelledDataset({ name: where, inputs, labels: target.map((row) => row.indexOf(1)), classes });
  }
  return regressionDataset({ name: where, inputs, targets: tableFromRows(target, `${where}: target`) });
}

function isOneHot(row: readonly number[]): boolean {
  return row.every((entry) => entry === 0 || entry === 1) && row.filter((entry) => entry === 1).length === 1;
}
