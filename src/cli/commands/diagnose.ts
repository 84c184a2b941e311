import { Command } from "commander";
import type { Dataset } from "../../data/dataset.ts";
import { diagnose } from "../../diagnose/diagnose.ts";
import { networkDataset } from "../../format/networkData.ts";
import { toNetwork, type NetworkFile } from "../../format/networkFile.ts";
import { outputSize } from "../../nn/network.ts";
import { requireFit } from "../../train/checkOptions.ts";
import { ValueError } from "../../util/errors.ts";
import { addDataOptions, DATA_KINDS, type DataFlags } from "../dataOptions.ts";
import { openTestData, widenClasses } from "../dataSource.ts";
import { diagnosisLines } from "../diagnosisReport.ts";
import { addEngineOptions, chooseEngine, engineFields, type EngineFlags } from "../engine.ts";
import { CHECK_FAILED, DONE } from "../exitCodes.ts";
import { jsonLine, line, type Io } from "../io.ts";
import { loadNetworkFile } from "../networkInput.ts";
import { addOutputOptions, wantsJson, type OutputFlags } from "../outputOptions.ts";
import { number, wholeNumber } from "../parsers.ts";

interface DiagnoseFlags extends DataFlags, EngineFlags, OutputFlags {
  readonly data?: string;
  readonly lr?: number;
  readonly samples?: number;
  readonly batch?: number;
  readonly seed?: number;
}

/** `backproof diagnose FILE`. */
export function diagnoseCommand(io: Io, exit: (code: number) => void): Command {
  const command = new Command("diagnose")
    .summary("say where gradients vanish, explode, die or turn NaN")
    .description(
      "Tells for each layer how large the gradients are, which units are flat or dead, and how large a training step would be;\n" +
        "for the whole network how steep the cost curves, and where the first NaN, infinity or zero gradient is born.\n" +
        "The samples are the file's own input and target, or those of --data.",
    )
    .argument("<FILE>", "a network file (.json)")
    .optionsGroup("Diagnosis:")
    .option("--data <data>", `take the samples from the test set of ${DATA_KINDS}`)
    .option("--samples <n>", "how many samples to look at, drawn by seed (200)", wholeNumber("--samples", 1))
    .option(
      "--lr <x>",
      "learning rate, to judge steps and curvature of gradient descent by",
      number("--lr", { above: 0 }),
    )
    .option(
      "--batch <n>",
      "samples of a training step, where the network sums their costs (all)",
      wholeNumber("--batch", 1),
    )
    .option("--seed <n>", "which samples, and where the search for λ starts (0)", wholeNumber("--seed", 0))
    .addHelpText(
      "after",
      `
Exits with 0 whatever is found, and with 1 where a value is NaN or infinite.

Example:
  backproof diagnose net.json --data digits --lr 3`,
    );
  addDataOptions(command, "0: all rows");
  addEngineOptions(command, "f64");
  return addOutputOptions(command).action(async (path: string, flags: DiagnoseFlags) => {
    const engine = chooseEngine({ ...flags, precision: flags.precision ?? "f64" }, io);
    const file = await loadNetworkFile(path);
    const data = await samplesOf(file, path, flags, io);
    const network = toNetwork(file);
    requireFit(network, data);
    const { lr, samples, batch, seed } = flags;
    const diagnosis = diagnose(network, data, {
      backend: engine,
      ...(lr !== undefined && { learningRate: lr }),
      ...(samples !== undefined && { samples }),
      ...(batch !== undefined && { batch }),
      ...(seed !== undefined && { seed }),
    });
    if (wantsJson(flags)) jsonLine(io, { ...diagnosis, data: data.name, ...engineFields(engine) });
    else for (const text of diagnosisLines(diagnosis, data.name)) line(io, text);
    exit(diagnosis.notFinite === null ? DONE : CHECK_FAILED);
  });
}

async function samplesOf(file: NetworkFile, path: string, flags: DiagnoseFlags, io: Io): Promise<Dataset> {
  if (flags.data === undefined) {
    if (file.input !== undefined && file.target !== undefined) return networkDataset(file, path);
    throw new ValueError(
      `${path}: must have input and target to be diagnosed on, got ${file.input ? "no target" : "no input"}; add --data, as --data digits`,
    );
  }
  const { kind, train, test } = await openTestData(flags.data, flags, io);
  return widenClasses({ kind, train, test }, outputSize(toNetwork(file))).test ?? test;
}
