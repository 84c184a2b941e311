import { Command } from "commander";
import type { Backend } from "../../backend/backend.ts";
import { batchRanges } from "../../data/batches.ts";
import { toNetwork } from "../../format/networkFile.ts";
import { input } from "../../graph/leaves.ts";
import { forward, inputSize, outputSize, type Network } from "../../nn/network.ts";
import { classOf } from "../../train/metrics.ts";
import { addEngineOptions, chooseEngine, engineFields, type EngineFlags } from "../engine.ts";
import { measure, table } from "../format.ts";
import { jsonLine, line, type Io } from "../io.ts";
import { loadNetworkFile } from "../networkInput.ts";
import { addOutputOptions, wantsJson, type OutputFlags } from "../outputOptions.ts";
import { readRows } from "../rowsInput.ts";

interface PredictFlags extends EngineFlags, OutputFlags {
  readonly input: string;
}

interface Prediction {
  readonly output: readonly number[];
  readonly class: number;
}

/** How many rows are computed at once. */
const CHUNK = 200;
/** The most outputs that a table shows side by side. */
const MOST_COLUMNS = 12;

/** `backproof predict FILE --input FILE|-`. */
export function predictCommand(io: Io): Command {
  const command = new Command("predict")
    .summary("run a network on rows of inputs")
    .description("Prints the output activations and the predicted class of each row of inputs.")
    .argument("<FILE>", "a network file (.json)")
    .requiredOption(
      "--input <file>",
      "a JSON list of rows (or one row), a network file with input, or CSV without labels; - for stdin",
    )
    .addHelpText("after", "\nExample:\n  echo '[[0, 1], [1, 1]]' | backproof predict net.json --input -");
  addEngineOptions(command);
  return addOutputOptions(command).action(async (path: string, flags: PredictFlags) => {
    const engine = chooseEngine(flags, io);
    const network = toNetwork(await loadNetworkFile(path));
    const rows = await readRows(flags.input, inputSize(network), io);
    const predictions = predict(network, rows, engine);
    if (wantsJson(flags)) jsonLine(io, { predictions, ...engineFields(engine) });
    else for (const text of predictionLines(predictions)) line(io, text);
  });
}

function predict(network: Network, rows: readonly (readonly number[])[], backend: Backend): Prediction[] {
  // All chunks are of one size, so that there is one program: the last one may repeat rows of the one before.
  const size = Math.min(rows.length, CHUNK);
  const width = outputSize(network);
  const x = input("x", [size, inputSize(network)]);
  const { output } = forward(network, x);
  const program = backend.compile({ outputs: [output] });
  try {
    return batchRanges(rows.length, size).flatMap(({ start, end }) => {
      program.write(x, rows.slice(end - size, end));
      program.run();
      const { data } = program.read(output);
      return Array.from({ length: end - start }, (_, i) => {
        const at = (size - (end - start) + i) * width;
        return { output: [...data.subarray(at, at + width)], class: classOf(data, at, width) };
      });
    });
  } finally {
    program.dispose();
  }
}

function predictionLines(predictions: readonly Prediction[]): string[] {
  const width = predictions[0]?.output.length ?? 0;
  const shown = Math.min(width, MOST_COLUMNS);
  const more = width > shown ? ["…"] : [];
  const head = ["row", "class", ...Array.from({ length: shown }, (_, i) => `a${i}`), ...more];
  const rows = predictions.map((prediction, i) => [
    String(i),
    String(prediction.class),
    ...prediction.output.slice(0, shown).map(measure),
    ...more,
  ]);
  return table([head, ...rows], []);
}
