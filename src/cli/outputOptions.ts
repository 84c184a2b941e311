import { Option, type Command } from "commander";
import { name } from "./parsers.ts";

export interface OutputFlags {
  readonly json?: boolean;
  readonly format?: "text" | "json";
}

/** Adds `--json`, `--format` and `--debug`; `--debug` is looked for before anything is parsed. */
export function addOutputOptions(command: Command): Command {
  return command
    .optionsGroup("Output:")
    .option("--json", "print only JSON on stdout")
    .addOption(
      new Option("--format <format>", "text or json (text)").argParser(name("--format", ["text", "json"])),
    )
    .option("--debug", "with an error, print its stack")
    .helpOption("-h, --help", "print this help");
}

export function wantsJson({ json, format }: OutputFlags): boolean {
  return json === true || format === "json";
}
