import { copyInputs, copyTargets, inputWidth, targetWidth, type Dataset } from "../data/dataset.ts";
import { inputSize, outputSize, type Network } from "../nn/network.ts";
import { toHostArray, type ArrayLike, type HostArray } from "../tensor/hostArray.ts";
import { formatShape } from "../tensor/shape.ts";
import { ShapeError } from "../util/errors.ts";
import { Random } from "../util/random.ts";

/** Samples as plain numbers: rows of a batch, or one flat list for a single sample. */
export interface PlainSamples {
  readonly x: ArrayLike;
  readonly y: ArrayLike;
}

/** The samples to look at, x of shape [samples, in] and y of shape [samples, out]. */
export interface Samples {
  readonly size: number;
  readonly x: HostArray;
  readonly y: HostArray;
}

/**
 * All samples, or as many as wanted, drawn by seed.
 *
 * @throws ShapeError where they do not fit the network
 */
export function drawSamples(
  network: Network,
  data: Dataset | PlainSamples,
  most: number,
  seed: number,
): Samples {
  const all = "kind" in data ? fromDataset(data) : fromNumbers(data);
  requireWidth("inputs", inputSize(network), all.inputs);
  requireWidth("targets", outputSize(network), all.targets);
  const rows =
    all.size <= most
      ? Int32Array.from({ length: all.size }, (_, i) => i)
      : new Random(seed).stream("diagnose").permutation(all.size).subarray(0, most).sort();
  const x = new Float64Array(rows.length * all.inputs);
  const y = new Float64Array(rows.length * all.targets);
  all.copy(rows, x, y);
  return {
    size: rows.length,
    x: { data: x, shape: [rows.length, all.inputs] },
    y: { data: y, shape: [rows.length, all.targets] },
  };
}

interface Source {
  readonly size: number;
  readonly inputs: number;
  readonly targets: number;
  readonly copy: (rows: Int32Array, x: Float64Array, y: Float64Array) => void;
}

function fromDataset(data: Dataset): Source {
  return {
    size: data.size,
    inputs: inputWidth(data),
    targets: targetWidth(data),
    copy(rows, x, y) {
      copyInputs(data, rows, x);
      copyTargets(data, rows, y);
    },
  };
}

function fromNumbers(data: PlainSamples): Source {
  const [x, y] = [asRows("x", data.x), asRows("y", data.y)];
  const [size, inputs] = x.shape as [number, number];
  const [targetRows, targets] = y.shape as [number, number];
  if (targetRows !== size) {
    throw new ShapeError(
      `diagnose(): y must have a row for each of the ${size} rows of x, got ${targetRows}`,
    );
  }
  return {
    size,
    inputs,
    targets,
    copy(rows, toX, toY) {
      rows.forEach((row, i) => {
        toX.set(x.data.subarray(row * inputs, (row + 1) * inputs), i * inputs);
        toY.set(y.data.subarray(row * targets, (row + 1) * targets), i * targets);
      });
    },
  };
}

function asRows(name: string, value: ArrayLike): HostArray {
  const array = toHostArray(value, name);
  const { shape, data } = array;
  if (shape.length === 1) return { shape: [1, shape[0]!], data };
  if (shape.length === 2 && shape[0]! > 0) return array;
  throw new ShapeError(
    `diagnose(): ${name} must be a row of numbers for each sample, [samples, numbers], got ${formatShape(shape)}`,
  );
}

function requireWidth(what: string, required: number, got: number): void {
  if (required === got) return;
  throw new ShapeError(
    `diagnose(): the network has ${required} ${what}, but each sample has ${got}; give samples that fit`,
  );
}
