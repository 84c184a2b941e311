import { resolve } from "node:path";
import { writeAtomic } from "../../data/node/writeAtomic.ts";
import { formatNetworkFile, fromNetwork } from "../../format/networkFile.ts";
import { heldValue } from "../../graph/leaves.ts";
import type { Network } from "../../nn/network.ts";
import { ValueError } from "../../util/errors.ts";
import type { Source } from "../dataSource.ts";
import { checkExtension, checkWritable, saveFresh, stem } from "../saving.ts";
import type { TrainFlags } from "./trainOptions.ts";

/** Refuses before training what could not be saved after it. */
export async function checkTargets({ out, checkpoint }: TrainFlags): Promise<void> {
  if (typeof out === "string") {
    await checkWritable("--out", out);
    checkExtension("--out", out);
  } else if (out === undefined) {
    await checkWritable("the current folder", "backproof.json");
  }
  if (checkpoint === undefined) return;
  await checkWritable("--checkpoint", checkpoint);
  if (typeof out === "string" && resolve(out) === resolve(checkpoint)) {
    throw new ValueError(`--out and --checkpoint must be two files, got "${out}" for both; rename one`);
  }
}

/**
 * Saves a network where the options say: `--out`, or a new file named after the data.
 *
 * @returns where it is; null for `--no-out`
 */
export async function saveNetwork(
  network: Network,
  data: string,
  { file }: Source,
  { out }: TrainFlags,
): Promise<string | null> {
  if (out === false) return null;
  // What came from a network file goes back into one, with its samples.
  const { input, target } = file ?? {};
  const text = formatNetworkFile({
    ...fromNetwork(network, (parameter) => heldValue(parameter)!),
    ...(input && { input }),
    ...(target && { target }),
  });
  if (out === undefined) return saveFresh(`backproof-${stem(data)}`, text);
  await writeAtomic(out, text);
  return out;
}
