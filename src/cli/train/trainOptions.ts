import { Option, type Command } from "commander";
import { ACTIVATION_NAMES, type ActivationName } from "../../nn/activations.ts";
import { COST_NAMES, type CostName } from "../../nn/costs/costs.ts";
import { INITIALIZER_NAMES, type InitializerName } from "../../nn/initializers/initializers.ts";
import { OPTIMIZER_NAMES, type OptimizerName } from "../../optim/optimizers.ts";
import { addDataOptions, type DataFlags } from "../dataOptions.ts";
import { addEngineOptions, type EngineFlags } from "../engine.ts";
import { addOutputOptions, type OutputFlags } from "../outputOptions.ts";
import { name, number, sizes, wholeNumber } from "../parsers.ts";

export const SCHEDULE_NAMES = ["constant", "step", "cosine"] as const;

/** What was given on the command line; what was not is absent. */
export interface TrainFlags extends DataFlags, EngineFlags, OutputFlags {
  readonly layers?: number[];
  readonly activation?: ActivationName;
  readonly outputActivation?: ActivationName;
  readonly cost?: CostName;
  readonly initializer?: InitializerName;
  readonly init?: string;

  readonly optimizer?: OptimizerName;
  readonly lr?: number;
  readonly batch?: number;
  readonly epochs?: number;
  readonly seed?: number;
  /** True where `--no-shuffle` was not given. */
  readonly shuffle: boolean;
  readonly momentum?: number;
  readonly weightDecay?: number;
  readonly clipNorm?: number;
  readonly clipValue?: number;
  readonly schedule?: (typeof SCHEDULE_NAMES)[number];
  readonly scheduleSteps?: number;
  readonly scheduleFactor?: number;
  readonly warmUp?: number;
  readonly patience?: number;

  /** A path, or false for `--no-out`. */
  readonly out?: string | false;
  readonly keep?: "last" | "best";
  readonly checkpoint?: string;
  readonly resume?: string;
  readonly diagnose?: boolean;
}

/** Adds the options of `backproof train`; defaults stand in parentheses. */
export function addTrainOptions(command: Command): Command {
  addNetworkOptions(command);
  addTrainingOptions(command);
  command
    .optionsGroup("Files:")
    .option(
      "--out <file>",
      "save the network as this .json file (a new file here, such as backproof-digits.json)",
    )
    .option("--no-out", "save no network")
    .addOption(
      choice("--keep <which>", "save the last network or the best: last, best (last)", ["last", "best"]),
    )
    .option("--checkpoint <file>", "after every epoch, save what --resume needs")
    .option("--resume <file>", "go on from a checkpoint, to exactly the numbers of a run that never stopped")
    .optionsGroup("Diagnosis:")
    .option(
      "--diagnose",
      "after every epoch, say how gradients flow; where a value turns NaN, keep the last good network in --out",
    );
  addDataOptions(command, "0.2 of a CSV file, nothing of a network file");
  addEngineOptions(command);
  return addOutputOptions(command);
}

function addNetworkOptions(command: Command): void {
  command
    .optionsGroup("Network:")
    .option("--layers <sizes>", "sizes after the input (30 and the number of targets)", sizes("--layers"))
    .addOption(
      choice(
        "--activation <name>",
        `of all layers but the last: ${ACTIVATION_NAMES.join(", ")} (sigmoid)`,
        ACTIVATION_NAMES,
      ),
    )
    .addOption(
      choice(
        "--output-activation <name>",
        "of the last layer, one of the same (softmax for cross-entropy, identity for real targets, else sigmoid)",
        ACTIVATION_NAMES,
      ),
    )
    .addOption(choice("--cost <name>", `what to minimize: ${COST_NAMES.join(", ")} (quadratic)`, COST_NAMES))
    .addOption(
      choice(
        "--initializer <name>",
        `how to draw weights: ${INITIALIZER_NAMES.join(", ")} (what suits the activation)`,
        INITIALIZER_NAMES,
      ),
    )
    .option("--init <file>", "start from this network file; other options of this group change it");
}

function addTrainingOptions(command: Command): void {
  const whole = (flags: string, about: string, from: number): Option =>
    new Option(flags, about).argParser(wholeNumber(flags.split(" ")[0]!, from));
  const real = (flags: string, about: string, bounds: Parameters<typeof number>[1]): Option =>
    new Option(flags, about).argParser(number(flags.split(" ")[0]!, bounds));
  command
    .optionsGroup("Training:")
    .addOption(choice("--optimizer <name>", `${OPTIMIZER_NAMES.join(", ")} (sgd)`, OPTIMIZER_NAMES))
    .addOption(
      real(
        "--lr <x>",
        "learning rate (sgd 3, momentum and nesterov 0.3, a hundredth of it for real targets; rmsprop and adagrad 0.01; adam and adamw 0.001)",
        { above: 0 },
      ),
    )
    .addOption(whole("--batch <n>", "samples per step (10)", 1))
    .addOption(whole("--epochs <n>", "passes over the data, in all (30)", 0))
    .addOption(whole("--seed <n>", "fixes initial weights and the order of the samples (0)", 0))
    .option("--no-shuffle", "keep the order of the samples")
    .addOption(real("--momentum <x>", "of momentum and nesterov (0.9)", { from: 0, below: 1 }))
    .addOption(real("--weight-decay <x>", "pull weights towards 0 (0; adamw 0.01)", { from: 0 }))
    .addOption(
      real("--clip-norm <x>", "shorten gradients whose norm over all parameters is larger", { above: 0 }),
    )
    .addOption(real("--clip-value <x>", "cut every element of the gradients to -x … x", { above: 0 }))
    .addOption(
      choice(
        "--schedule <name>",
        "how the learning rate falls: constant, step, cosine (constant)",
        SCHEDULE_NAMES,
      ),
    )
    .addOption(
      whole(
        "--schedule-steps <n>",
        "step: between two falls (a third of the run); cosine: of the whole fall (the run)",
        1,
      ),
    )
    .addOption(real("--schedule-factor <x>", "step: what each fall multiplies by (0.1)", { above: 0 }))
    .addOption(whole("--warm-up <n>", "steps in which the learning rate first rises to its value (0)", 0))
    .addOption(whole("--patience <n>", "stop after so many epochs without a better score (never)", 1));
}

function choice<const N extends string>(flags: string, about: string, names: readonly N[]): Option {
  return new Option(flags, about).argParser(name(flags.split(" ")[0]!, names));
}
