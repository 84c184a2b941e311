import { readFileSync } from "node:fs";
import { Command } from "commander";
import { benchCommand } from "./commands/bench.ts";
import { diagnoseCommand } from "./commands/diagnose.ts";
import { enginesCommand } from "./commands/engines.ts";
import { evaluateCommand } from "./commands/evaluate.ts";
import { explainCommand } from "./commands/explain.ts";
import { gradcheckCommand } from "./commands/gradcheck.ts";
import { predictCommand } from "./commands/predict.ts";
import { studioCommand } from "./commands/studio.ts";
import { trainCommand } from "./commands/train.ts";
import { reportError } from "./errors.ts";
import { DONE } from "./exitCodes.ts";
import type { Io } from "./io.ts";
import { usageError } from "./usage.ts";

/**
 * Runs `backproof` with some arguments.
 *
 * @returns the exit code: 0 done, 1 a check failed, 2 bad usage or bad input; 128 and its number where a signal stopped it
 */
export async function runCommandLine(args: readonly string[], io: Io): Promise<number> {
  let code: number = DONE;
  const exit = (wanted: number): void => {
    code = wanted;
  };
  const program = programFor(io, exit);
  try {
    await program.parseAsync([...args], { from: "user" });
    return code;
  } catch (error) {
    return reportError(error, io, args.includes("--debug"));
  }
}

function programFor(io: Io, exit: (code: number) => void): Command {
  const program = new Command("backproof")
    .description("Neural networks whose every gradient is computed, checked and explained.")
    .version(version(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help; backproof COMMAND --help for a command's")
    .option("--debug", "with an error, print its stack")
    .helpCommand("help [COMMAND]", "print the help of a command")
    .addHelpText(
      "after",
      `
Exit codes: 0 done, 1 a check failed, 2 bad usage or bad input, 130 interrupted.

Example:
  backproof train digits --epochs 5 --out net.json
  backproof evaluate net.json --data digits`,
    );
  const commands = [
    trainCommand(io, exit),
    evaluateCommand(io),
    predictCommand(io),
    explainCommand(io, exit),
    gradcheckCommand(io, exit),
    diagnoseCommand(io, exit),
    benchCommand(io, exit),
    enginesCommand(io),
    studioCommand(io),
  ];
  for (const command of commands) program.addCommand(command);
  for (const command of [program, ...commands]) {
    command
      .configureOutput({
        writeOut: (text) => io.stdout.write(text),
        writeErr: (text) => io.stderr.write(text),
        outputError: () => undefined,
      })
      .showSuggestionAfterError(false)
      .allowExcessArguments(false)
      .exitOverride((error) => {
        throw usageError(command, error);
      });
  }
  return program;
}

function version(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}
