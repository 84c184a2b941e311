import type { Scalars } from "../expr/scalars.ts";
import type { ReduceKind } from "../graph/lowering.ts";
import type { Tensor } from "../graph/tensor.ts";
import type { Shape } from "../tensor/shape.ts";

/**
 * A graph as a short list of kernels over numbered buffers: the same for every backend, and plain data.
 */
export interface Program {
  readonly buffers: readonly Buffer[];
  /** In an order in which they can run one after the other. */
  readonly kernels: readonly Kernel[];
  /** The buffer of every leaf that is written from outside and of every node that is read. */
  readonly places: ReadonlyMap<Tensor, number>;
}

/** How the elements of a buffer are kept: `real` is float32 or float64, as the program is compiled. */
export type Storage = "real" | "i32" | "u8";

/** Memory for the elements of one node. */
export interface Buffer {
  readonly id: number;
  readonly size: number;
  readonly storage: Storage;
  /**
   * `given`: written from outside; `kept`: lives from run to run or is read after it; `temporary`: within a run only;
   * `zeros`: all zeros before and after each kernel.
   */
  readonly life: "given" | "kept" | "temporary" | "zeros";
  readonly name: string;
  /** The numbers it starts with: a constant's or a parameter's. */
  readonly initial?: Float64Array;
}

/** How the indices of a loop become an element of a buffer: start + Σ indexᵢ · strideᵢ, in elements. */
export interface Access {
  readonly buffer: number;
  readonly start: number;
  readonly strides: readonly number[];
  /** A row number read from another buffer moves the place by that many rows. */
  readonly gather?: { readonly indices: Access; readonly stride: number; readonly rows: number };
}

export type Kernel = Loop | Gemm | Scatter | Scan;

/** One step of a loop's body; its result is known by its place in the body. */
export type Instruction =
  | { readonly kind: "load"; readonly access: Access }
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "index"; readonly axis: number }
  | {
      readonly kind: "apply";
      readonly name: Exclude<keyof Scalars<unknown>, "constant">;
      readonly args: readonly number[];
    };

/** The same body for every index of a shape; elementwise chains, copies and reductions. */
export interface Loop {
  readonly kind: "loop";
  readonly shape: Shape;
  readonly body: readonly Instruction[];
  readonly writes: readonly Write[];
}

export interface Write {
  readonly access: Access;
  /** The place in the body of what is written. */
  readonly value: number;
  /** Joined with what is there along axes whose stride is 0; such a loop has no other write. */
  readonly reduce?: ReduceKind;
}

/** A matrix by strides: element (i, j) lies at start + i · row + j · column, batch by batch. */
export interface Matrix {
  readonly buffer: number;
  readonly start: number;
  readonly row: number;
  readonly column: number;
  readonly batch: readonly number[];
}

/** C = α A B + β C, for every index of a batch: A is m×k, B is k×n. */
export interface Gemm {
  readonly kind: "gemm";
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly batch: Shape;
  readonly a: Matrix;
  readonly b: Matrix;
  readonly c: Matrix;
  readonly alpha: number;
  readonly beta: 0 | 1;
  /** A loop over C's elements that runs as soon as they are there: bias, activation. */
  readonly epilogue?: Loop;
}

/** Rows added into zeros at the places that indices name. */
export interface Scatter {
  readonly kind: "scatter";
  /** Reads the rows: shape [count, width]. */
  readonly from: Access;
  readonly indices: Access;
  readonly to: number;
  readonly count: number;
  readonly width: number;
  readonly rows: number;
}

/** Running sums: of each of `outer` × `inner` lines of a row-major [outer, length, inner]. */
export interface Scan {
  readonly kind: "scan";
  readonly from: Access;
  readonly to: number;
  readonly outer: number;
  readonly length: number;
  readonly inner: number;
  readonly reverse: boolean;
}
