import type { Command } from "commander";
import { targetWidth } from "../../data/dataset.ts";
import { toNetwork } from "../../format/networkFile.ts";
import type { TrainingState } from "../../train/events.ts";
import type { TrainOptions } from "../../train/options.ts";
import { requireFit } from "../../train/checkOptions.ts";
import { ValueError } from "../../util/errors.ts";
import { outputSize, type Network } from "../../nn/network.ts";
import { openData, widenClasses, type Source } from "../dataSource.ts";
import { dataDigest } from "../digest.ts";
import { chooseEngine } from "../engine.ts";
import type { Io } from "../io.ts";
import { readCheckpoint, writeCheckpoint, type Resumed } from "./checkpointFile.ts";
import { restoreState } from "./checkpointState.ts";
import { resumedEngine } from "./resumedEngine.ts";
import { planOf, refuseUseless, trainingOf } from "./plan.ts";
import { checkTargets } from "./saveNetwork.ts";
import { follow } from "./follow.ts";
import { refuseOtherNetwork, startingNetwork } from "./startingNetwork.ts";
import type { TrainFlags } from "./trainOptions.ts";

/** The share of a CSV file that is held out. */
const CSV_HELD_OUT = 0.2;

/**
 * Everything that `backproof train` does, in order: read, check, train, save, tell.
 *
 * @returns the exit code
 */
export async function runTraining(
  argument: string | undefined,
  given: TrainFlags,
  command: Command,
  io: Io,
): Promise<number> {
  const resumed = given.resume === undefined ? undefined : await readCheckpoint(given.resume, given, command);
  const flags = resumed?.flags ?? given;
  const data = argument ?? resumed?.identity.data ?? "digits";
  refuseUseless(flags);
  const engine =
    resumed === undefined
      ? chooseEngine(flags, io)
      : resumedEngine(given, resumed.computedBy, given.resume!, io);
  await checkTargets(flags);

  const opened = await openData(data, flags, CSV_HELD_OUT, io);
  const source = widenClasses(opened, flags.layers?.at(-1) ?? 0);
  const identity = { data, dataDigest: dataDigest(opened.train) };
  const network =
    resumed === undefined
      ? await startingNetwork(data, source, flags)
      : storedNetwork(resumed, source, flags);
  const plan = planOf(flags, source.train.size, source.train.kind === "regression");
  const fitting = widenClasses(source, outputSize(network));
  const options: TrainOptions = {
    ...trainingOf(plan),
    network,
    data: { train: fitting.train, test: fitting.test },
    backend: engine,
  };
  const resume = resumed && resumedState(resumed, options, identity.dataDigest, data, flags.resume!);
  const checkpoint = async (state: TrainingState): Promise<void> => {
    if (flags.checkpoint === undefined) return;
    await writeCheckpoint(flags.checkpoint, options, state, plan, flags, identity, engine);
  };
  const info = { network, train: fitting.train, test: fitting.test, plan, engine };
  return follow({ ...options, ...(resume && { resume }) }, { info, flags, data, source, checkpoint }, io);
}

function storedNetwork({ checkpoint }: Resumed, source: Source, flags: TrainFlags): Network {
  const network = toNetwork(checkpoint.network);
  refuseOtherNetwork(flags, network, flags.resume!);
  requireFit(network, widenClasses(source, targetWidth(source.train)).train);
  return network;
}

function resumedState(
  { checkpoint, identity }: Resumed,
  options: TrainOptions,
  digest: string,
  data: string,
  where: string,
): TrainingState {
  if (identity.dataDigest !== digest) {
    throw new ValueError(
      `--resume ${where} must go on with the samples it was started on ("${identity.data}"), got others from "${data}"; ` +
        "give the same data and the same options about it, or start a new training with --init",
    );
  }
  return restoreState(checkpoint, options, where);
}
