// Whoever compiles against our declarations may have an older library of types, without Symbol.dispose.
/// <reference lib="esnext.disposable" preserve="true" />
import type { Tensor } from "../graph/tensor.ts";
import type { ArrayLike, Elements, HostArray } from "../tensor/hostArray.ts";

/** How the elements of an input are kept: `u8` for bytes, which take a quarter of the memory. */
export type Storage = "real" | "i32" | "u8";

/** What to compile: which numbers come out, and which parameters change. */
export interface Computation {
  /** The nodes whose numbers can be read after a run. */
  readonly outputs: readonly Tensor[];
  /** Parameters and the nodes whose numbers they take at the end of each run, all at once. */
  readonly updates?: readonly (readonly [parameter: Tensor, next: Tensor])[];
  /** How some inputs are kept; real numbers and 32-bit integers by default. An engine may keep them otherwise. */
  readonly storage?: ReadonlyMap<Tensor, Storage>;
}

/** A way to turn a graph into numbers. */
export interface Backend {
  readonly name: string;
  /** Whether whole datasets are well kept in a program's memory, bytes as bytes. */
  readonly keepsDatasets?: boolean;
  compile(computation: Computation): Compiled;
}

/** A computation with memory of its own. */
export interface Compiled {
  /** Sets the numbers of an input, a parameter, or both kinds by turns; they stay until written over. */
  write(leaf: Tensor, value: ArrayLike): void;
  /** The memory behind a leaf, for callers that fill it in place before `run`. */
  buffer(leaf: Tensor): Elements;
  /** Computes all outputs, then updates the parameters. */
  run(): void;
  /** The memory behind an output or a parameter, without a copy; a run changes it. */
  view(tensor: Tensor): Elements;
  /** A copy of the numbers of an output or a parameter. */
  read(tensor: Tensor): HostArray;
  /** Frees the memory and ends the threads; nothing can be run or read any more. */
  dispose(): void;
  /** The same, for `using program = …`. */
  [Symbol.dispose](): void;
}
