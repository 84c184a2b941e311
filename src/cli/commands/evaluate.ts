import { Command } from "commander";
import { toNetwork } from "../../format/networkFile.ts";
import { outputSize } from "../../nn/network.ts";
import { requireFit } from "../../train/checkOptions.ts";
import { evaluateNetwork, type Evaluation } from "../../train/evaluation.ts";
import type { Dataset } from "../../data/dataset.ts";
import { confusionLines } from "../confusion.ts";
import { addDataOptions, DATA_KINDS, type DataFlags } from "../dataOptions.ts";
import { openTestData, widenClasses } from "../dataSource.ts";
import { addEngineOptions, chooseEngine, engineFields, type EngineFlags } from "../engine.ts";
import { count, counted, measure, percent } from "../format.ts";
import { jsonLine, line, type Io } from "../io.ts";
import { loadNetworkFile } from "../networkInput.ts";
import { addOutputOptions, wantsJson, type OutputFlags } from "../outputOptions.ts";

interface EvaluateFlags extends DataFlags, EngineFlags, OutputFlags {
  readonly data: string;
}

/** `backproof evaluate FILE --data DATA`. */
export function evaluateCommand(io: Io): Command {
  const command = new Command("evaluate")
    .summary("run a network over a test set")
    .description(
      "Runs a network over the test set of DATA: how many samples are right, and at what mean cost.",
    )
    .argument("<FILE>", "a network file (.json)")
    .requiredOption("--data <data>", `${DATA_KINDS}; of CSV and network files, all rows`)
    .addHelpText("after", "\nExample:\n  backproof evaluate net.json --data digits");
  addDataOptions(command, "0: all rows");
  addEngineOptions(command);
  return addOutputOptions(command).action(async (path: string, flags: EvaluateFlags) => {
    const engine = chooseEngine(flags, io);
    const network = toNetwork(await loadNetworkFile(path));
    const { kind, train, test } = await openTestData(flags.data, flags, io);
    const data = widenClasses({ kind, train, test }, outputSize(network)).test ?? test;
    requireFit(network, data);
    const result = evaluateNetwork(network, data, engine);
    if (wantsJson(flags)) {
      const { correct, total, accuracy, cost, confusion } = result;
      jsonLine(io, { correct, total, accuracy, cost, confusion, ...engineFields(engine) });
    } else for (const text of evaluationLines(result, data)) line(io, text);
  });
}

function evaluationLines({ total, correct, accuracy, cost, confusion }: Evaluation, data: Dataset): string[] {
  const right =
    correct === null ? [] : [`accuracy ${percent(accuracy)} (${count(correct)} of ${count(total)} right)`];
  const matrix = confusion === null ? [] : confusionLines(confusion, data);
  return [
    `data     ${data.name}, ${counted(total, "sample")}`,
    ...right,
    `cost     ${measure(cost)}`,
    ...(matrix.length > 0 ? ["", ...matrix] : []),
  ];
}
