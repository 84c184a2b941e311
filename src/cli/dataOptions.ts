import { Option, type Command } from "commander";
import { factor, name, number, wholeNumber } from "./parsers.ts";

/** What says how to read the data. */
export interface DataFlags {
  readonly dataDir?: string;
  readonly train?: number;
  readonly test?: number;
  readonly testFraction?: number;
  readonly label?: string;
  readonly header?: boolean;
  readonly target?: "classes" | "values";
  readonly delimiter?: string;
  readonly scale?: number;
}

export const DATA_KEYS = [
  "dataDir",
  "train",
  "test",
  "testFraction",
  "label",
  "header",
  "target",
  "delimiter",
  "scale",
] as const satisfies readonly (keyof DataFlags)[];

/** What DATA can be, for help and messages. */
export const DATA_KINDS =
  "digits (built in), mnist, a CSV file (.csv, .tsv, also .gz), a folder of IDX files, or a network file (.json) with input and target";

/** Adds the options about data. */
export function addDataOptions(command: Command, testFraction: string): Command {
  return command
    .optionsGroup("Data:")
    .option("--data-dir <dir>", "folder of MNIST's files ($BACKPROOF_DATA, the cache folder, a download)")
    .option("--train <n>", "digits: how many to train on (10000)", wholeNumber("--train", 1))
    .option("--test <n>", "digits: how many to test on (2000)", wholeNumber("--test", 1))
    .option(
      "--test-fraction <x>",
      `CSV and network files: the share held out to test on, the same rows for every seed (${testFraction})`,
      number("--test-fraction", { from: 0, below: 1 }),
    )
    .option("--label <column>", "CSV: the label column by name or index, from the end where negative (-1)")
    .option("--header", "CSV: the first row names the columns (seen from the rows)")
    .option("--no-header", "CSV: the first row is a sample")
    .addOption(
      new Option(
        "--target <kind>",
        "CSV: the label column holds classes or values (seen from the column)",
      ).argParser(name("--target", ["classes", "values"])),
    )
    .option(
      "--delimiter <character>",
      "CSV: the character between cells, or tab (seen from the first line)",
      delimiter,
    )
    .option("--scale <x>", "CSV: multiply every input, as by 1/255 (1)", factor("--scale"));
}

function delimiter(text: string): string {
  return text === "tab" || text === "\\t" ? "\t" : text;
}
