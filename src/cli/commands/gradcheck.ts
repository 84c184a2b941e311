import { Command } from "commander";
import { gradientCheck, type GradientCheck } from "../../check/gradientCheck.ts";
import type { VariableCheck } from "../../check/variableCheck.ts";
import { copyInputs, copyTargets, inputWidth, targetWidth, type Dataset } from "../../data/dataset.ts";
import { networkDataset } from "../../format/networkData.ts";
import { toNetwork, type NetworkFile } from "../../format/networkFile.ts";
import { constant } from "../../graph/leaves.ts";
import { costOf, forward, outputSize, parametersOf } from "../../nn/network.ts";
import { hostArray } from "../../tensor/hostArray.ts";
import { requireFit } from "../../train/checkOptions.ts";
import { ValueError } from "../../util/errors.ts";
import { addDataOptions, DATA_KINDS, type DataFlags } from "../dataOptions.ts";
import { openTestData, widenClasses } from "../dataSource.ts";
import { addEngineOptions, chooseEngine, type EngineFlags } from "../engine.ts";
import { CHECK_FAILED, DONE } from "../exitCodes.ts";
import { count, counted, table } from "../format.ts";
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

const TOLERANCE = 1e-6;
const SAMPLES = 10;

/** `backproof gradcheck FILE`. */
export function gradcheckCommand(io: Io, exit: (code: number) => void): Command {
  const command = new Command("gradcheck")
    .summary("check every gradient against central differences")
    .description(
      "Compares every ∂C/∂parameter with central differences in float64; exits with 1 where one is wrong.\n" +
        "The samples are the file's own input and target, or the first ones of --data.",
    )
    .argument("<FILE>", "a network file (.json)")
    .optionsGroup("Check:")
    .option(
      "--tolerance <x>",
      "the largest relative error that passes (1e-6)",
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
  addEngineOptions(command);
  return addOutputOptions(command).action(async (path: string, flags: GradcheckFlags) => {
    const engine = chooseEngine(flags, io);
    const file = await loadNetworkFile(path);
    const data = await samplesOf(file, path, flags, io);
    const { tolerance = TOLERANCE } = flags;
    const result = check(file, data, { ...flags, tolerance });
    if (wantsJson(flags))
      jsonLine(io, { ...checkJson(result), tolerance, samples: data.size, engine: engine.name });
    else for (const text of checkLines(result, data, tolerance)) line(io, text);
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
  file: NetworkFile,
  data: Dataset,
  flags: GradcheckFlags & { readonly tolerance: number },
): GradientCheck {
  const network = toNetwork(file);
  requireFit(network, data);
  const rows = Array.from({ length: data.size }, (_, i) => i);
  const x = new Float64Array(data.size * inputWidth(data));
  const y = new Float64Array(data.size * targetWidth(data));
  copyInputs(data, rows, x);
  copyTargets(data, rows, y);
  const pass = forward(network, constant(hostArray(x, [data.size, inputWidth(data)])));
  const cost = costOf(network, pass, constant(hostArray(y, [data.size, targetWidth(data)])));
  const { tolerance, sample, seed } = flags;
  return gradientCheck(
    cost,
    parametersOf(network),
    {},
    { tolerance, ...(sample && { sample }), ...(seed && { seed }) },
  );
}

function checkJson({ maxRelativeError, verdict, variables }: GradientCheck): Record<string, unknown> {
  const parameters = variables.map(({ relativeError, ...rest }) => ({
    ...rest,
    maxRelativeError: relativeError,
  }));
  return { maxRelativeError, verdict, parameters };
}

function checkLines(
  { maxRelativeError, verdict, variables }: GradientCheck,
  data: Dataset,
  tolerance: number,
): string[] {
  const head = [
    "parameter",
    "shape",
    "checked",
    "relative error",
    "worst element",
    "gradient",
    "numeric",
    "kinks",
    "",
  ];
  const rows = variables.map((variable) => checkRow(variable, tolerance));
  const elements = variables.reduce((sum, { checked }) => sum + checked, 0);
  return [
    `∂C/∂parameter against central differences, ${counted(data.size, "sample")} of ${data.name}`,
    "",
    ...table([head, ...rows], [0, 1, 4]),
    "",
    `${verdict}: ${counted(elements, "element")}, largest relative error ${maxRelativeError.toExponential(2)}, tolerance ${tolerance < 0.001 ? tolerance.toExponential() : tolerance}`,
  ];
}

function checkRow(
  { name, shape, checked, relativeError, worst, kinks }: VariableCheck,
  tolerance: number,
): string[] {
  return [
    name,
    shape.join("×"),
    count(checked),
    relativeError.toExponential(2),
    `[${worst.index.join(", ")}]`,
    worst.gradient.toPrecision(10),
    worst.numeric.toPrecision(10),
    String(kinks),
    relativeError <= tolerance ? "ok" : "wrong",
  ];
}
