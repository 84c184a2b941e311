import type { Diagnosis } from "../../diagnose/diagnosis.ts";
import { withParameters } from "../../nn/network.ts";
import type { DoneEvent, TrainingState } from "../../train/events.ts";
import { evaluateNetwork } from "../../train/evaluation.ts";
import { BrokenTraining } from "../../train/firstBadNode.ts";
import type { TrainOptions } from "../../train/options.ts";
import { train } from "../../train/train.ts";
import { batchRanges } from "../../data/batches.ts";
import { internal } from "../../util/errors.ts";
import type { Source } from "../dataSource.ts";
import { networkDigest } from "../digest.ts";
import { DONE } from "../exitCodes.ts";
import { Interrupt } from "../interrupt.ts";
import { note, type Io } from "../io.ts";
import { wantsJson } from "../outputOptions.ts";
import { epochBar, STEPS_PER_EPOCH } from "../progressBar.ts";
import { withBreak } from "./brokenRun.ts";
import { diagnoseState, startingState } from "./diagnoseState.ts";
import { jsonReport } from "./jsonReport.ts";
import type { Best, Report, RunInfo } from "./report.ts";
import { saveNetwork } from "./saveNetwork.ts";
import { textReport } from "./textReport.ts";
import type { TrainFlags } from "./trainOptions.ts";

/** What to do beside training. */
export interface Surroundings {
  readonly info: RunInfo;
  readonly flags: TrainFlags;
  readonly data: string;
  readonly source: Source;
  readonly checkpoint: (state: TrainingState) => Promise<void>;
}

/**
 * Trains, tells about it, keeps checkpoints, and saves the network at the end or when a signal stops it.
 *
 * @returns the exit code
 */
export async function follow(options: TrainOptions, surroundings: Surroundings, io: Io): Promise<number> {
  const report = reportFor(options, surroundings, io);
  const interrupt = new Interrupt(io, report.clear);
  const look = (state: TrainingState): Diagnosis => diagnoseState(options, surroundings.info, state);
  let good = options.resume ?? startingState(options);
  let seen: Diagnosis | undefined;
  try {
    report.start();
    let done: DoneEvent | undefined;
    for await (const event of train({
      ...options,
      batchEvents: report.batchEvents,
      signal: interrupt.signal,
    })) {
      if (event.event === "batch") report.batch(event);
      else if (event.event === "done") done = event;
      else {
        report.epoch(event);
        await surroundings.checkpoint(event.state);
        good = event.state;
        if (surroundings.flags.diagnose !== true) continue;
        seen = look(good);
        report.diagnosis(good.epoch, seen);
      }
    }
    if (done === undefined) return internal("training ended without an event");
    await finish(done, options, surroundings, report, io);
    return done.reason === "interrupted" ? interrupt.exitCode : DONE;
  } catch (error) {
    if (surroundings.flags.diagnose === true && error instanceof BrokenTraining) {
      report.diagnosis(good.epoch, withBreak(seen ?? look(good), error));
      await keepGood(good, options, surroundings, io);
    }
    throw error;
  } finally {
    report.clear();
    interrupt.dispose();
  }
}

/** Saves the parameters from before a number was not finite, where there is a place to save them. */
async function keepGood(
  { epoch, parameters }: TrainingState,
  { network }: TrainOptions,
  { flags, data, source }: Surroundings,
  io: Io,
): Promise<void> {
  if (typeof flags.out !== "string" || epoch === 0) return;
  const saved = await saveNetwork(withParameters(network, parameters), data, source, flags);
  note(io, `the network after epoch ${epoch}, the last good one, is saved to ${saved ?? ""}`);
}

function reportFor(options: TrainOptions, { info, flags }: Surroundings, io: Io): Report {
  const bar = epochBar(io, info.plan.epochs);
  const batches = batchRanges(info.train.size, options.batch ?? 1).length;
  const batchEvents = bar === undefined ? 0 : Math.ceil(batches / STEPS_PER_EPOCH);
  return (wantsJson(flags) ? jsonReport : textReport)(io, info, batchEvents, bar);
}

async function finish(
  done: DoneEvent,
  options: TrainOptions,
  { info, flags, data, source }: Surroundings,
  report: Report,
  io: Io,
): Promise<void> {
  const keep = flags.keep ?? "last";
  const network = keep === "best" && done.best !== null ? done.best.network : done.network;
  const { test: testData } = options.data;
  const test =
    network === done.network || testData === undefined
      ? done.test
      : evaluateNetwork(network, testData, options.backend);
  const nothing = done.reason === "interrupted" && done.epochs === 0;
  const saved = nothing ? null : await saveNetwork(network, data, source, flags);
  report.clear();
  if (done.reason === "interrupted") note(io, interruption(done.epochs, saved));
  const { reason, epochs, seconds } = done;
  report.done({
    reason,
    epochs,
    seconds,
    keep,
    test,
    best: bestOf(done, info),
    digest: networkDigest(network),
    saved,
  });
}

function interruption(epochs: number, saved: string | null): string {
  if (epochs === 0) return "interrupted before the first epoch was finished, so nothing is saved";
  const where = saved === null ? "not saved, as --no-out says" : `saved to ${saved}`;
  return `interrupted: the network after epoch ${epochs} is ${where}`;
}

function bestOf({ state: { best } }: DoneEvent, { train: data, test }: RunInfo): Best | null {
  if (best === null) return null;
  const { epoch, score } = best;
  const classes = data.kind === "labelled";
  if (test === undefined)
    return classes ? { epoch, measure: "accuracy", value: score } : { epoch, measure: "cost", value: -score };
  return classes
    ? { epoch, measure: "testAccuracy", value: score }
    : { epoch, measure: "testCost", value: -score };
}
