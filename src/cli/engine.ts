import { Option, type Command } from "commander";
import type { Backend } from "../backend/backend.ts";
import { reference } from "../backend/reference/reference.ts";
import { ValueError } from "../util/errors.ts";
import { note, type Io } from "./io.ts";
import { name, wholeNumber } from "./parsers.ts";

const ENGINE_NAMES = ["auto", "reference", "wasm", "blas"] as const;
const PRECISIONS = ["f32", "f64"] as const;

export interface EngineFlags {
  readonly engine?: (typeof ENGINE_NAMES)[number];
  readonly precision?: (typeof PRECISIONS)[number];
  readonly threads?: number;
}

/** By what a command computes. */
export interface Engine {
  readonly name: "reference";
  readonly precision: "f64";
  readonly threads: number;
  readonly backend: Backend;
}

/** What `backproof engines` tells about an engine. */
export interface EngineState {
  readonly name: string;
  readonly available: boolean;
  readonly precisions: readonly string[];
  readonly threads: number;
  /** What it is, or why it does not run. */
  readonly reason: string;
}

export const ENGINES: readonly EngineState[] = [
  {
    name: "reference",
    available: true,
    precisions: ["f64"],
    threads: 1,
    reason: "the definition of right: plain float64 on one thread",
  },
  { name: "wasm", available: false, precisions: [], threads: 0, reason: "not in this version" },
  { name: "blas", available: false, precisions: [], threads: 0, reason: "not in this version" },
];

/** Adds `--engine`, `--precision` and `--threads`. */
export function addEngineOptions(command: Command): Command {
  return command
    .optionsGroup("Engine:")
    .addOption(
      new Option("--engine <name>", "auto, reference, wasm or blas (auto: reference)").argParser(
        name("--engine", ENGINE_NAMES),
      ),
    )
    .addOption(
      new Option("--precision <type>", "f32 or f64 (f64, the only one of the reference)").argParser(
        name("--precision", PRECISIONS),
      ),
    )
    .option("--threads <n>", "how many threads to use (1)", wholeNumber("--threads", 1));
}

/** The engine that the options ask for. */
export function chooseEngine(
  { engine = "auto", precision = "f64", threads = 1 }: EngineFlags,
  io: Io,
): Engine {
  if (engine === "wasm" || engine === "blas") {
    throw new ValueError(`--engine ${engine} is not in this version; use --engine reference`);
  }
  if (precision === "f32") {
    throw new ValueError(
      `--precision must be f64, as the engine reference computes in float64 only, got "f32"; leave it out`,
    );
  }
  if (threads > 1)
    note(io, `the engine reference runs on one thread, so --threads ${threads} makes no difference`);
  return { name: "reference", precision: "f64", threads: 1, backend: reference };
}
