import { Option, type Command } from "commander";
import type { Convention } from "../../explain/convention.ts";
import { name, wholeNumber } from "../parsers.ts";

/** The conventions in which books differ. */
export interface ConventionFlags {
  readonly delta?: Convention["delta"];
  readonly gradient?: Convention["gradient"];
  readonly firstIndex?: Convention["firstIndex"];
  readonly costFactor?: Convention["costFactor"];
  readonly reduction?: Convention["reduction"];
  readonly digits?: number;
}

/** Adds the options about conventions. */
export function addConventionOptions(command: Command): Command {
  const choice = <const N extends string>(option: string, names: readonly N[], about: string): Option =>
    new Option(`--${option}`, about).argParser(name(`--${option.split(" ")[0]!}`, names));
  return command
    .optionsGroup("Convention:")
    .option("--digits <n>", "digits after the point (4)", wholeNumber("--digits", 1))
    .addOption(choice("delta <of>", ["z", "a"], "δ stands for ∂C/∂z or for ∂C/∂a: z or a (z)"))
    .addOption(
      choice("gradient <layout>", ["column", "row"], "gradients of vectors as a column or a row (column)"),
    )
    .addOption(
      new Option("--first-index <n>", "indices count from 0 or from 1, those of --focus too (1)").argParser(
        (text) => Number(name("--first-index", ["0", "1"])(text)),
      ),
    )
    .addOption(
      choice(
        "cost-factor <factor>",
        ["given", "half", "one", "mean"],
        "quadratic costs: half ½‖a - y‖², one ‖a - y‖², mean ‖a - y‖²/n, or as the file says (given)",
      ),
    )
    .addOption(
      choice(
        "reduction <kind>",
        ["given", "mean", "sum"],
        "a batch's cost: mean or sum of its samples' costs, or as the file says (given)",
      ),
    );
}

/** The convention that the options ask for; what they do not name is left to the library. */
export function conventionOf(flags: ConventionFlags): Partial<Convention> {
  const { delta, gradient, firstIndex, costFactor, reduction, digits } = flags;
  return {
    ...(delta !== undefined && { delta }),
    ...(gradient !== undefined && { gradient }),
    ...(firstIndex !== undefined && { firstIndex }),
    ...(costFactor !== undefined && { costFactor }),
    ...(reduction !== undefined && { reduction }),
    ...(digits !== undefined && { digits }),
  };
}
