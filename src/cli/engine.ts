import { Option, type Command } from "commander";
import { engine, ENGINE_NAMES, PRECISIONS, type Engine, type EngineOptions } from "../engines.ts";
import { note, type Io } from "./io.ts";
import { name, wholeNumber } from "./parsers.ts";

export interface EngineFlags {
  readonly engine?: "auto" | Engine["name"];
  readonly precision?: Engine["precision"];
  readonly threads?: number;
}

/** What really computes, as JSON tells it. */
export type EngineFields = Pick<Engine, "precision" | "threads"> & { readonly engine: Engine["name"] };

/** Adds `--engine`, `--precision` and `--threads`. */
export function addEngineOptions(command: Command, precision = "f32"): Command {
  return command
    .optionsGroup("Engine:")
    .addOption(
      new Option(
        "--engine <name>",
        "auto, reference, wasm or blas (auto: blas where one is found, else wasm)",
      ).argParser(name("--engine", ["auto", ...ENGINE_NAMES])),
    )
    .addOption(
      new Option(
        "--precision <type>",
        precision === "f64" ? "f32 or f64 (f64)" : "f32 or f64 (f32; f64 of the reference, its only one)",
      ).argParser(name("--precision", PRECISIONS)),
    )
    .option(
      "--threads <n>",
      "how many threads to use; results do not depend on it (all cores, up to 4)",
      wholeNumber("--threads", 1),
    );
}

/** The engine that the options ask for; tells what is otherwise than they say. */
export function chooseEngine(flags: EngineFlags, io: Io): Engine {
  const options: EngineOptions = {
    ...(flags.engine && { engine: flags.engine }),
    ...(flags.precision && { precision: flags.precision }),
    ...(flags.threads !== undefined && { threads: flags.threads }),
  };
  const chosen = engine(options);
  for (const sentence of chosen.notes) note(io, sentence);
  return chosen;
}

export function engineFields({ name: engineName, precision, threads }: Engine): EngineFields {
  return { engine: engineName, precision, threads };
}
