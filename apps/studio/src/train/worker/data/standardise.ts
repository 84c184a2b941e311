import type { Dataset, Table, TrainTest } from "backproof";

/**
 * Shifts and scales every input column to mean 0 and standard deviation 1, as measured on the training samples alone.
 *
 * Columns of a file may be metres beside millions, and no single learning rate suits both.
 */
export function standardise({ train, test }: TrainTest): TrainTest {
  const { means, deviations } = measure(train.inputs);
  const apply = <D extends Dataset>(data: D): D => ({
    ...data,
    inputs: scaled(data.inputs, means, deviations),
  });
  return { train: apply(train), test: apply(test) };
}

function measure({ data, width, scale }: Table): { means: Float64Array; deviations: Float64Array } {
  const rows = data.length / width;
  const means = new Float64Array(width);
  const deviations = new Float64Array(width);
  data.forEach((value: number, i: number) => {
    means[i % width]! += (value * scale) / rows;
  });
  data.forEach((value: number, i: number) => {
    deviations[i % width]! += (value * scale - means[i % width]!) ** 2 / rows;
  });
  // A column that never changes stays 0 all over.
  return { means, deviations: deviations.map((variance) => Math.sqrt(variance) || 1) };
}

function scaled({ data, width, scale }: Table, means: Float64Array, deviations: Float64Array): Table {
  const numbers = Float64Array.from(data, (value: number, i: number) => {
    return (value * scale - means[i % width]!) / deviations[i % width]!;
  });
  return { data: numbers, width, scale: 1 };
}
