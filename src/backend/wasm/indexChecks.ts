import { accessesOf } from "../../program/loop.ts";
import type { Access, Kernel, Program } from "../../program/program.ts";
import { stridesOf } from "../../tensor/shape.ts";

/** Rows that kernels take by numbers from outside: these can be refused before a run has changed anything. */
export interface IndexCheck {
  readonly buffer: number;
  /** Where in the buffer the numbers are. */
  readonly places: Int32Array;
  /** How many rows there are. */
  readonly rows: number;
}

/** What to check before each run; numbers that are computed on the way are checked by the kernels themselves. */
export function indexChecksOf({ kernels, buffers }: Program): IndexCheck[] {
  const checks = new Map<string, IndexCheck>();
  for (const { access, shape, rows } of kernels.flatMap(rowNumbers)) {
    const { life, initial } = buffers[access.buffer]!;
    if (life !== "given" && initial === undefined) continue;
    const places = placesOf(access, shape);
    checks.set([access.buffer, rows, access.start, access.strides, shape].join(" "), {
      ...{ buffer: access.buffer, places, rows },
    });
  }
  return [...checks.values()];
}

interface RowNumbers {
  readonly access: Access;
  readonly shape: readonly number[];
  readonly rows: number;
}

function rowNumbers(kernel: Kernel): RowNumbers[] {
  switch (kernel.kind) {
    case "loop":
      return accessesOf(kernel).flatMap(({ gather }) =>
        gather === undefined ? [] : [{ access: gather.indices, shape: kernel.shape, rows: gather.rows }],
      );
    case "gemm":
      return kernel.epilogue === undefined ? [] : rowNumbers(kernel.epilogue);
    case "scatter": {
      const { indices, count, rows } = kernel;
      return [{ access: { ...indices, strides: stridesOf([count]) }, shape: [count], rows }];
    }
    case "scan":
      return [];
  }
}

/** The elements that an access meets, each once along axes on which it stands still. */
function placesOf({ start, strides }: Access, shape: readonly number[]): Int32Array {
  let places = [start];
  shape.forEach((size, axis) => {
    const stride = strides[axis]!;
    const steps = Array.from({ length: stride === 0 ? Math.min(size, 1) : size }, (_, i) => i * stride);
    places = places.flatMap((place) => steps.map((step) => place + step));
  });
  return Int32Array.from(places);
}
