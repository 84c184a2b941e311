import { Command } from "commander";
import { engine, engines } from "../../engines.ts";
import { counted, table } from "../format.ts";
import { jsonLine, line, type Io } from "../io.ts";
import { addOutputOptions, wantsJson, type OutputFlags } from "../outputOptions.ts";

/** `backproof engines`. */
export function enginesCommand(io: Io): Command {
  const command = new Command("engines")
    .summary("which engines run here, and why the others do not")
    .description("Tells which engines run here, and why the others do not.")
    .addHelpText("after", "\nExample:\n  backproof engines --json");
  return addOutputOptions(command).action((flags: OutputFlags) => {
    const reports = engines();
    if (wantsJson(flags)) {
      jsonLine(io, reports);
      return;
    }
    const rows = reports.map((report) => [
      report.engine,
      report.available ? "yes" : "no",
      report.reason ?? report.detail,
    ]);
    for (const row of table([["engine", "runs", "what, or why not"], ...rows], [0, 1, 2])) line(io, row);
    const { name, precision, threads } = engine();
    line(io);
    line(io, `auto is ${name}, ${precision}, ${counted(threads, "thread")}`);
  });
}
