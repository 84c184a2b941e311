import { Command } from "commander";
import { engineCheck, type EngineCheck } from "../../check/engineCheck.ts";
import { copyInputs, copyTargets, inputWidth, targetWidth, type Dataset } from "../../data/dataset.ts";
import type { Engine } from "../../engines.ts";
import { networkDataset } from "../../format/networkData.ts";
import { toNetwork, type NetworkFile } from "../../format/networkFile.ts";
import { input } from "../../graph/leaves.ts";
import { costOf, forward, outputSize, parametersOf } from "../../nn/network.ts";
import { hostArray } from "../../tensor/hostArray.ts";
import { sizeOf } from "../../tensor/shape.ts";
import { requireFit } from "../../train/checkOptions.ts";
import { ValueError } from "../../util/errors.ts";
import { addDataOptions, DATA_KINDS, type DataFlags } from "../dataOptions.ts";
import { openTestData, widenClasses } from "../dataSource.ts";
import { addEngineOptions, chooseEngine, engineFields, type EngineFlags } from "../engine.ts";
import { CHECK_FAILED, DONE } from "../exitCodes.ts";
import { checkJson, checkLines } from "../gradcheckReport.ts";
import { jsonLine, line, type Io } from "../io.ts";
import { loadNetworkFile } from "../networkInput.ts";
import { addOutputOptions, wantsJson, type OutputFlags } from "../outputOptions.ts";
import { number, wholeNumber } from "../parsers.ts";

interface GradcheckFlags extends DataFlags, EngineFlags, OutputFlags {
  readonly data?: string;
  readonly samples?: number;
  readonly tolerance?: number;
  readonly sample?: number;
  readonly seed?: number;
}

/** What rounding leaves of agreement, with room for steep networks. */
const TOLERANCES: Readonly<Record<Engine["precision"], number>> = { f32: 1e-3, f64: 1e-6 };
const SAMPLES = 10;

/** `backproof gradcheck FILE`. */
export function gradcheckCommand(io: Io, exit: (code: number) => void): Command {
  const command = new Command("gradcheck")
    .summary("check every gradient against central differences")
    .description(
      "Compares every ∂C/∂parameter that the engine computes with central differences in float64, and with the gradients of\n" +
        "the reference; exits with 1 where one is wrong. The samples are the file's own input and target, or the first ones of --data.",
    )
    .argument("<FILE>", "a network file (.json)")
    .optionsGroup("Check:")
    .option(
      "--tolerance <x>",
      "the largest relative error that passes (1e-6; 1e-3 for f32)",
      number("--tolerance", { above: 0 }),
    )
    .option(
      "--sample <n>",
      "check n elements of each parameter, drawn by seed (all)",
      wholeNumber("--sample", 1),
    )
    .option("--seed <n>", "which elements --sample draws (0)", wholeNumber("--seed", 0))
    .option("--data <data>", `take the samples from the test set of ${DATA_KINDS}`)
    .option("--samples <n>", `how many samples of --data (${SAMPLES})`, wholeNumber("--samples", 1))
    .addHelpText("after", "\nExample:\n  backproof gradcheck net.json --data digits --samples 5 --sample 50");
  addDataOptions(command, "0: all rows");
  addEngineOptions(command, "f64");
  return addOutputOptions(command).action(async (path: string, flags: GradcheckFlags) => {
    const engine = chooseEngine({ ...flags, precision: flags.precision ?? "f64" }, io);
    const file = await loadNetworkFile(path);
    const data = await samplesOf(file, path, flags, io);
    const { tolerance = TOLERANCES[engine.precision] } = flags;
    const result = check(engine, file, data, { ...flags, tolerance });
    if (wantsJson(flags))
      jsonLine(io, { ...checkJson(result), tolerance, samples: data.size, ...engineFields(engine) });
    else for (const text of checkLines(result, data, engine, tolerance)) line(io, text);
    exit(result.verdict === "pass" ? DONE : CHECK_FAILED);
  });
}

async function samplesOf(file: NetworkFile, path: string, flags: GradcheckFlags, io: Io): Promise<Dataset> {
  if (flags.data === undefined) {
    if (flags.samples !== undefined)
      throw new ValueError("--samples is for --data, which is missing; add it");
    return networkDataset(file, path);
  }
  const { kind, train, test } = await openTestData(flags.data, flags, io);
  const data = widenClasses({ kind, train, test }, outputSize(toNetwork(file))).test ?? test;
  return { ...data, size: Math.min(data.size, flags.samples ?? SAMPLES) };
}

function check(
  engine: Engine,
  file: NetworkFile,
  data: Dataset,
  flags: GradcheckFlags & { readonly tolerance: number },
): EngineCheck {
  const network = toNetwork(file);
  requireFit(network, data);
  const rows = Array.from({ length: data.size }, (_, i) => i);
  const x = input("x", [data.size, inputWidth(data)]);
  const y = input("y", [data.size, targetWidth(data)]);
  const [xs, ys] = [x, y].map(({ shape }) => new Float64Array(sizeOf(shape))) as [Float64Array, Float64Array];
  copyInputs(data, rows, xs);
  copyTargets(data, rows, ys);
  const cost = costOf(network, forward(network, x), y);
  const feeds = new Map([
    [x, hostArray(xs, x.shape)],
    [y, hostArray(ys, y.shape)],
  ]);
  const { tolerance, sample, seed } = flags;
  const options = { tolerance, ...(sample && { sample }), ...(seed && { seed }) };
  return engineCheck(engine, cost, parametersOf(network), feeds, options);
}
