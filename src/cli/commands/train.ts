import { Command } from "commander";
import { DATA_KINDS } from "../dataOptions.ts";
import type { Io } from "../io.ts";
import { runTraining } from "../train/runTraining.ts";
import { addTrainOptions, type TrainFlags } from "../train/trainOptions.ts";

/** `backproof train [DATA]`. */
export function trainCommand(io: Io, exit: (code: number) => void): Command {
  const command = new Command("train")
    .summary("train a network and print an epoch a line")
    .description("Trains a network by mini-batch gradient descent and prints an epoch a line.")
    .argument("[DATA]", `${DATA_KINDS}; digits by default`)
    .addHelpText(
      "after",
      `
With the defaults it is the notes' network: 784-30-10, sigmoid, quadratic, SGD 3.0, batch 10, 30 epochs.
Ctrl-C stops after the batch at hand, saves the network of the last finished epoch and exits with 130; a second one ends at once.

Example:
  backproof train digits --layers 30,10 --epochs 5 --out net.json`,
    );
  addTrainOptions(command);
  return command.action(async (data: string | undefined, flags: TrainFlags) => {
    exit(await runTraining(data, flags, command, io));
  });
}
