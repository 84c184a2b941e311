import { stat } from "node:fs/promises";
import { builtInDigits } from "../data/builtIn.ts";
import type { Dataset, LabelledDataset } from "../data/dataset.ts";
import { loadCsvFile } from "../data/node/files.ts";
import { loadIdxFolder } from "../data/node/idxFolder.ts";
import { loadMnist } from "../data/node/mnist.ts";
import { reasonOf } from "../data/node/reason.ts";
import { splitDataset } from "../data/split.ts";
import { networkDataset } from "../format/networkData.ts";
import type { NetworkFile } from "../format/networkFile.ts";
import { FormatError, ValueError } from "../util/errors.ts";
import { nearest } from "../util/suggest.ts";
import { DATA_KINDS, type DataFlags } from "./dataOptions.ts";
import { note, type Io } from "./io.ts";
import { loadNetworkFile } from "./networkInput.ts";
import { downloadBar } from "./progressBar.ts";

type Kind = "digits" | "mnist" | "csv" | "idx" | "network";

/** Data as a command asked for it. */
export interface Source {
  readonly kind: Kind;
  readonly train: Dataset;
  readonly test: Dataset | undefined;
  /** The network file that the samples are from. */
  readonly file?: NetworkFile;
}

/** Every split is drawn from this seed, so that all commands hold out the same rows whatever the run's own seed. */
const SPLIT_SEED = 0;

/**
 * Opens DATA of the command line.
 *
 * @param heldOut the share of a CSV file to test on where the options do not say
 */
export async function openData(data: string, flags: DataFlags, heldOut: number, io: Io): Promise<Source> {
  const kind = await kindOf(data);
  refuseOthersOptions(kind, data, flags);
  switch (kind) {
    case "digits": {
      const { train, test } = flags;
      return { kind, ...builtInDigits({ ...(train && { train }), ...(test && { test }) }) };
    }
    case "mnist":
      return openMnist(flags, io);
    case "idx":
      return { kind, ...(await loadIdxFolder(data)) };
    case "csv": {
      const all = await loadCsvFile(data, csvOptions(data, flags));
      return { kind, ...split(all, flags.testFraction ?? heldOut) };
    }
    case "network": {
      const file = await loadNetworkFile(data);
      return { kind, ...split(networkDataset(file, data), flags.testFraction ?? 0), file };
    }
  }
}

/** The part of DATA that nothing was trained on; all of it where there is no such part. */
export async function openTestData(
  data: string,
  flags: DataFlags,
  io: Io,
): Promise<Source & { readonly test: Dataset }> {
  // Drawing pictures that nobody looks at would take most of the time.
  const source = await openData(data, data === "digits" ? { train: 1, ...flags } : flags, 0, io);
  if (source.test === undefined && source.kind === "idx")
    note(io, `${data} has no test files; its training files are used`);
  return { ...source, test: source.test ?? source.train };
}

/** IDX labels are numbers, so a folder that happens to lack the last classes still fits a network that knows them. */
export function widenClasses({ kind, ...rest }: Source, outputs: number): Source {
  const widen = <D extends Dataset | undefined>(data: D): D =>
    data?.kind === "labelled" && data.classes.length < outputs
      ? { ...data, classes: numbered(outputs) }
      : data;
  return kind === "idx"
    ? { kind, ...rest, train: widen(rest.train), test: widen(rest.test) }
    : { kind, ...rest };
}

function numbered(classes: number): LabelledDataset["classes"] {
  return Array.from({ length: classes }, (_, i) => String(i));
}

async function kindOf(data: string): Promise<Kind> {
  if (data === "digits" || data === "mnist") return data;
  const entry = await stat(data).catch((error: unknown) => error as Error);
  if (!(entry instanceof Error) && entry.isDirectory()) return "idx";
  const kind = /\.(?:csv|tsv)(?:\.gz)?$/i.test(data) ? "csv" : /\.json$/i.test(data) ? "network" : undefined;
  if (entry instanceof Error && (kind !== undefined || /[/\\.]/.test(data))) {
    throw new FormatError(`cannot read "${data}": ${reasonOf(entry)}; check the path`);
  }
  if (kind !== undefined) return kind;
  const near = nearest(data, ["digits", "mnist"]);
  const hint = near === undefined ? "" : `; did you mean "${near}"?`;
  throw new ValueError(`DATA must be ${DATA_KINDS}, got "${data}"${hint}`);
}

/** Which data each option is about; `dataDir` may stand in a script for all data. */
const ABOUT: Readonly<
  Record<Exclude<keyof DataFlags, "dataDir">, { readonly flag: string; readonly kinds: readonly Kind[] }>
> = {
  train: { flag: "--train", kinds: ["digits"] },
  test: { flag: "--test", kinds: ["digits"] },
  testFraction: { flag: "--test-fraction", kinds: ["csv", "network"] },
  label: { flag: "--label", kinds: ["csv"] },
  header: { flag: "--header", kinds: ["csv"] },
  target: { flag: "--target", kinds: ["csv"] },
  delimiter: { flag: "--delimiter", kinds: ["csv"] },
  scale: { flag: "--scale", kinds: ["csv"] },
};

const CALLED: Readonly<Record<Kind, string>> = {
  digits: "the built-in digits",
  mnist: "mnist",
  csv: "CSV files",
  idx: "folders of IDX files",
  network: "network files",
};

function refuseOthersOptions(kind: Kind, data: string, flags: DataFlags): void {
  for (const [key, { flag, kinds }] of Object.entries(ABOUT)) {
    if (flags[key as keyof DataFlags] === undefined || kinds.includes(kind)) continue;
    const about = kinds.map((one) => CALLED[one]).join(" and ");
    throw new ValueError(`${flag} is for ${about}, got the data "${data}"; leave it out`);
  }
}

async function openMnist({ dataDir }: DataFlags, io: Io): Promise<Source> {
  const bar = downloadBar(io);
  try {
    const { train, test } = await loadMnist({ dataDir, env: io.env, onProgress: bar.update });
    return { kind: "mnist", train, test };
  } finally {
    bar.stop();
  }
}

function csvOptions(
  data: string,
  { label, header, target, delimiter, scale }: DataFlags,
): Parameters<typeof loadCsvFile>[1] {
  const separator = delimiter ?? (/\.tsv/i.test(data) ? "\t" : undefined);
  return {
    where: data,
    ...(label !== undefined && { label }),
    ...(header !== undefined && { header }),
    ...(target !== undefined && { target }),
    ...(separator !== undefined && { delimiter: separator }),
    ...(scale !== undefined && { scale }),
  };
}

function split(
  all: Dataset,
  fraction: number,
): { readonly train: Dataset; readonly test: Dataset | undefined } {
  if (fraction === 0) return { train: all, test: undefined };
  const { train, test } = splitDataset(all, fraction, SPLIT_SEED);
  return { train: { ...train, name: `${all.name} train` }, test: { ...test, name: `${all.name} test` } };
}
