import { builtInDigits, FormatError, splitDataset, type TrainTest } from "backproof";
import { readCsv } from "backproof/data";
import type { DataSource } from "../../protocol.ts";
import { looksLikeIdx, readIdxFiles } from "./idxFiles.ts";
import { fetchMnist } from "./mnistFolder.ts";
import { standardise } from "./standardise.ts";
import { toy } from "./toys.ts";

/** As text and as numbers a CSV file takes several times its size, and a page has less memory than a process. */
const MOST_CSV_MEGABYTES = 64;
const MOST_IDX_MEGABYTES = 512;

/** Samples, and what to call them. */
export interface LoadedData {
  readonly name: string;
  readonly data: TrainTest;
}

/**
 * Brings in samples.
 *
 * @throws FormatError where a file is not what it must be; the samples before it stay
 */
export async function loadData(source: DataSource): Promise<LoadedData> {
  switch (source.kind) {
    case "digits":
      return { name: "built-in digits", data: builtInDigits() };
    case "toy":
      return { name: source.shape, data: toy(source.shape) };
    case "mnist":
      return { name: "MNIST", data: await fetchMnist(source.folder) };
    case "files":
      return loadFiles(source.files, source.standardise);
  }
}

async function loadFiles(files: readonly File[], wantsStandardised: boolean): Promise<LoadedData> {
  const [first] = files;
  if (first === undefined) throw new FormatError("files: there must be at least one, got none");
  const head = new Uint8Array(await first.slice(0, 4).arrayBuffer());
  if (looksLikeIdx(head)) {
    for (const file of files) requireSize(file, MOST_IDX_MEGABYTES);
    const named = await Promise.all(
      files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
    );
    return { name: files.length === 4 ? "MNIST files" : first.name, data: await readIdxFiles(named) };
  }
  if (files.length > 1) {
    throw new FormatError(
      `files: must be one CSV file, or IDX files, got ${files.length} others; drop one CSV file`,
    );
  }
  return { name: first.name, data: await readCsvFile(first, wantsStandardised) };
}

async function readCsvFile(file: File, wantsStandardised: boolean): Promise<TrainTest> {
  requireSize(file, MOST_CSV_MEGABYTES);
  const data = splitDataset(readCsv(await file.text(), { where: file.name }), 0.2, 0);
  return wantsStandardised ? standardise(data) : data;
}

function requireSize({ name, size }: File, most: number): void {
  const megabytes = size / 1e6;
  if (megabytes <= most) return;
  throw new FormatError(
    `${name}: must have at most ${most} MB here, got ${megabytes.toFixed(1)} MB; take fewer rows, ` +
      `or train it on the command line: backproof train ${name}`,
  );
}
