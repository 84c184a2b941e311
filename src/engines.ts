// With index.ts the only place that names concrete engines other than the reference.
import type { Backend } from "./backend/backend.ts";
import type { BlasFound } from "./backend/blas/blas.ts";
import { reference } from "./backend/reference/reference.ts";
import { wasm } from "./backend/wasm/wasm.ts";
import { thisMachine, type Machine } from "./machine.ts";
import { ValueError } from "./util/errors.ts";
import { oneOf } from "./util/suggest.ts";

export const ENGINE_NAMES = ["reference", "wasm", "blas"] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];

export const PRECISIONS = ["f32", "f64"] as const;
export type Precision = (typeof PRECISIONS)[number];

/** By what to compute; everything may be left open. */
export interface EngineOptions {
  /** `auto` by default: `blas` where a BLAS is found, else `wasm`, else `reference`. */
  readonly engine?: "auto" | EngineName;
  /** f32 by default, and f64 for the reference, which has no other. */
  readonly precision?: Precision;
  /** `auto` by default: all cores, up to 4; 1 where there are no threads. Results do not depend on it. */
  readonly threads?: number | "auto";
}

/** A way to turn a graph into numbers, and what it is. */
export interface Engine extends Backend {
  readonly name: EngineName;
  readonly precision: Precision;
  readonly threads: number;
  /** What is otherwise than was asked for, or slower than it could be, each in a sentence; mostly empty. */
  readonly notes: readonly string[];
}

/** Whether an engine runs here. */
export interface EngineReport {
  readonly engine: EngineName;
  readonly available: boolean;
  /** Whether `auto` chooses it. */
  readonly auto: boolean;
  /** What it is, and with what it runs here. */
  readonly detail: string;
  /** Why it does not run here; absent where it does. */
  readonly reason?: string;
}

/** With more threads most networks only wait longer for the slowest one. */
const AUTO_THREADS = 4;
const MOST_THREADS = 200;

/**
 * An engine to compute with: the fastest one of this machine, or the one asked for.
 *
 * @param options which engine, with numbers of how many bits, on how many threads
 * @returns a backend for `train`, `evaluateNetwork` or `compile`; `notes` tells what is otherwise than was asked for
 * @throws ValueError for an engine that does not run here, with the reason; `auto` takes the next one instead
 *
 * @example
 * ```ts
 * engine({ engine: "reference" }).precision; // "f64"
 * engine({ engine: "wasm", threads: 1 }).precision; // "f32"
 * ```
 */
export function engine(options: EngineOptions = {}): Engine {
  return engineOn(thisMachine, options);
}

/**
 * Which engines run here, and why the others do not.
 *
 * @returns an entry for each engine
 *
 * @example
 * ```ts
 * engines()[0].available; // true
 * ```
 */
export function engines(): EngineReport[] {
  return enginesOf(thisMachine);
}

/** `engine()` for any machine. */
export function engineOn(
  machine: Machine,
  { engine: wanted = "auto", precision, threads = "auto" }: EngineOptions,
): Engine {
  requireKnown("engine", wanted, ["auto", ...ENGINE_NAMES]);
  if (precision !== undefined) requireKnown("precision", precision, PRECISIONS);
  requireThreads(threads);
  const name = wanted === "auto" ? fastest(machine) : wanted;
  if (name === "reference") {
    const notes = wanted === "auto" ? [`the reference computes, which is slow: ${NO_SIMD}`] : [];
    return referenceEngine(precision, threads, notes);
  }
  if (!machine.simd()) {
    throw new ValueError(`engine(): "${name}" needs WebAssembly SIMD, but ${NO_SIMD}; choose "reference"`);
  }
  const blas = name === "blas" ? requireBlas(machine) : undefined;
  const chosen = chooseThreads(machine, threads, blas);
  const options = { precision: precision ?? "f32", threads: chosen.threads };
  return {
    ...wasm({ ...options, ...(blas && { blas }), relaxed: machine.relaxed() }),
    ...{ ...options, name, notes: chosen.notes },
  };
}

/** `engines()` for any machine. */
export function enginesOf(machine: Machine): EngineReport[] {
  const auto = fastest(machine);
  const simd = machine.simd();
  const blas = machine.blas();
  const report = (
    name: EngineName,
    what: string,
    { detail, reason }: { readonly detail?: string; readonly reason?: string },
  ): EngineReport => ({
    engine: name,
    available: reason === undefined,
    auto: name === auto,
    detail: detail === undefined ? what : `${what}: ${detail}`,
    ...(reason !== undefined && { reason }),
  });
  const library = "reason" in blas ? blas : { detail: blas.describe() };
  return [
    report("reference", "float64, node after node on one thread; the definition of right", {}),
    report("wasm", "compiled to WebAssembly", simd ? { detail: wasmDetail(machine) } : { reason: NO_SIMD }),
    report("blas", "the same, with the system's matrix products", simd ? library : { reason: NO_SIMD }),
  ];
}

const NO_SIMD = "this machine has no WebAssembly SIMD";

function fastest(machine: Machine): EngineName {
  if (!machine.simd()) return "reference";
  return "reason" in machine.blas() ? "wasm" : "blas";
}

function referenceEngine(
  precision: Precision | undefined,
  threads: number | "auto",
  notes: readonly string[],
): Engine {
  if (precision === "f32") {
    throw new ValueError(
      'engine(): the reference computes in f64 only, got the precision "f32"; leave it out, or choose another engine',
    );
  }
  const idle =
    threads === "auto" || threads === 1 ? [] : [`the reference runs on one thread, not ${threads}`];
  return { ...reference, name: "reference", precision: "f64", threads: 1, notes: [...notes, ...idle] };
}

function requireBlas(machine: Machine): BlasFound {
  const blas = machine.blas();
  if (!("reason" in blas)) return blas;
  throw new ValueError(`engine(): "blas" needs a BLAS, got none: ${blas.reason}; or choose "wasm"`);
}

function chooseThreads(
  machine: Machine,
  wanted: number | "auto",
  blas: BlasFound | undefined,
): Pick<Engine, "threads" | "notes"> {
  if (wanted === 1) return { threads: 1, notes: [] };
  const alone = (why: string) => ({ threads: 1, notes: [`one thread computes: ${why}`] });
  const there = machine.threads();
  if ("reason" in there) return alone(there.reason);
  if (blas?.concurrent === false)
    return alone(`this build of ${blas.name} may be called from one thread only`);
  if (wanted === "auto") return { threads: Math.min(there.cores, AUTO_THREADS), notes: [] };
  const crowd = `${wanted} threads have only ${cores(there.cores)} and will wait for each other`;
  return { threads: wanted, notes: wanted > there.cores ? [crowd] : [] };
}

function wasmDetail(machine: Machine): string {
  const threads = machine.threads();
  return [
    "f32 and f64",
    "SIMD",
    machine.relaxed() ? "relaxed SIMD" : "no relaxed SIMD",
    "reason" in threads ? `one thread, as ${threads.reason}` : cores(threads.cores),
  ].join(", ");
}

function cores(count: number): string {
  return count === 1 ? "1 core" : `${count} cores`;
}

function requireKnown(option: string, got: string, known: readonly string[]): void {
  if (!known.includes(got)) throw new ValueError(`engine(): ${option} ${oneOf(got, known)}`);
}

function requireThreads(threads: number | "auto"): void {
  if (threads === "auto") return;
  if (Number.isInteger(threads) && threads >= 1 && threads <= MOST_THREADS) return;
  throw new ValueError(
    `engine(): threads must be a whole number from 1 to ${MOST_THREADS} or "auto", got ${String(threads)}`,
  );
}
