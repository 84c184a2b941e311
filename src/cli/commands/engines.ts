import { Command } from "commander";
import { ENGINES } from "../engine.ts";
import { table } from "../format.ts";
import { jsonLine, line, type Io } from "../io.ts";
import { addOutputOptions, wantsJson, type OutputFlags } from "../outputOptions.ts";

/** `backproof engines`. */
export function enginesCommand(io: Io): Command {
  const command = new Command("engines")
    .summary("which engines run here, and why the others do not")
    .description("Tells which engines run here, and why the others do not.")
    .addHelpText("after", "\nExample:\n  backproof engines --json");
  return addOutputOptions(command).action((flags: OutputFlags) => {
    if (wantsJson(flags)) {
      jsonLine(io, ENGINES);
      return;
    }
    const rows = ENGINES.map(({ name, available, reason }) => [name, available ? "yes" : "no", reason]);
    for (const row of table([["engine", "runs", "why"], ...rows], [0, 1, 2])) line(io, row);
  });
}
