import { copyInputs, copyTargets, inputWidth, targetWidth } from "../../data/dataset.ts";
import type { NetworkFile } from "../../format/networkFile.ts";
import { outputSize, type Network } from "../../nn/network.ts";
import type { ArrayLike } from "../../tensor/hostArray.ts";
import { requireFit } from "../../train/checkOptions.ts";
import { ValueError } from "../../util/errors.ts";
import type { DataFlags } from "../dataOptions.ts";
import { openTestData, widenClasses } from "../dataSource.ts";
import { counted } from "../format.ts";
import type { Io } from "../io.ts";

export interface SampleFlags extends DataFlags {
  readonly data?: string;
  readonly sample?: number;
}

/** What a network is explained on: a batch, or one sample of it. */
export interface Samples {
  readonly input: ArrayLike;
  readonly target: ArrayLike;
  readonly sample?: number;
}

/** The samples that the options ask for: those of the file, or one of --data. */
export async function samplesToExplain(
  file: NetworkFile,
  path: string,
  network: Network,
  flags: SampleFlags,
  io: Io,
): Promise<Samples> {
  return flags.data === undefined
    ? samplesOfFile(file, path, flags.sample)
    : sampleOfData(flags.data, network, flags, io);
}

function samplesOfFile({ input, target }: NetworkFile, path: string, sample: number | undefined): Samples {
  if (input === undefined || target === undefined) {
    const missing =
      input === undefined && target === undefined ? "neither" : input ? "no target" : "no input";
    throw new ValueError(
      `${path}: must have input and target to be explained on, got ${missing}; add --data, as --data digits --sample 0`,
    );
  }
  if (sample !== undefined) requireSample(sample, input.length, path);
  return { input, target, ...(sample !== undefined && { sample }) };
}

async function sampleOfData(data: string, network: Network, flags: SampleFlags, io: Io): Promise<Samples> {
  const { kind, train, test } = await openTestData(data, flags, io);
  const dataset = widenClasses({ kind, train, test }, outputSize(network)).test ?? test;
  requireFit(network, dataset);
  const { sample } = flags;
  if (sample === undefined) {
    throw new ValueError(
      `--data needs --sample, for one of its ${counted(dataset.size, "sample")} is explained, got none; add --sample 0`,
    );
  }
  requireSample(sample, dataset.size, dataset.name);
  const input = new Float64Array(inputWidth(dataset));
  const target = new Float64Array(targetWidth(dataset));
  copyInputs(dataset, [sample], input);
  copyTargets(dataset, [sample], target);
  return { input: { data: input, shape: [input.length] }, target: { data: target, shape: [target.length] } };
}

function requireSample(sample: number, count: number, where: string): void {
  if (sample < count) return;
  throw new ValueError(
    `--sample must be a whole number from 0 to ${count - 1}, as ${where} holds ${counted(count, "sample")}, got ${sample}; counting starts at 0`,
  );
}
