import type { EpochEvent } from "../../train/events.ts";
import { confusionLines } from "../confusion.ts";
import { diagnosisSummary } from "../diagnosisReport.ts";
import { count, counted, duration, measure, percent } from "../format.ts";
import { line, note, type Io } from "../io.ts";
import type { EpochBar } from "../progressBar.ts";
import { describeRun } from "./describeRun.ts";
import type { Best, Outcome, Report, RunInfo } from "./report.ts";

/** A run as text for people. */
export function textReport(io: Io, info: RunInfo, batchEvents: number, bar: EpochBar | undefined): Report {
  return {
    batchEvents,
    start() {
      for (const text of describeRun(info)) line(io, text);
      line(io);
    },
    batch({ epoch, batch, batches, cost }) {
      bar?.update(epoch, batch, batches, cost);
    },
    epoch(event) {
      bar?.clear();
      line(io, epochLine(event, info.plan.epochs));
    },
    diagnosis(epoch, diagnosis) {
      bar?.clear();
      for (const text of diagnosisSummary(diagnosis, `diagnosis after epoch ${epoch}`)) note(io, text);
    },
    clear() {
      bar?.clear();
    },
    done(outcome) {
      bar?.clear();
      for (const text of outcomeLines(outcome, info)) line(io, text);
    },
  };
}

/** `epoch  3/30  cost 0.0412  accuracy 97.31 %  test 94.85 %  12,345 samples/s  0.8 s`. */
function epochLine(event: EpochEvent, epochs: number): string {
  const { epoch, cost, accuracy, testAccuracy, testCost, samplesPerSecond, seconds } = event;
  const all = String(epochs);
  const parts = [
    `epoch ${String(epoch).padStart(all.length)}/${all}`,
    `cost ${measure(cost).padEnd(7)}`,
    accuracy === null ? "" : `accuracy ${percent(accuracy).padStart(8)}`,
    testAccuracy !== null ? `test ${percent(testAccuracy).padStart(8)}` : "",
    testAccuracy === null && testCost !== null ? `test cost ${measure(testCost).padEnd(7)}` : "",
    `${count(samplesPerSecond).padStart(7)} samples/s`,
    duration(seconds).padStart(6),
  ];
  return parts.filter((part) => part !== "").join("  ");
}

function outcomeLines(outcome: Outcome, { test, plan }: RunInfo): string[] {
  const { reason, epochs, seconds, best, keep, saved, digest } = outcome;
  const matrix = outcome.test?.confusion;
  const confusion = matrix && test ? confusionLines(matrix, test) : [];
  const after = `${counted(epochs, "epoch")} in ${duration(seconds)}`;
  const ended = {
    finished: `finished after ${after}`,
    "early-stopping": `stopped after ${after}: no better score for ${counted(plan.patience ?? 0, "epoch")}`,
    interrupted: `interrupted after ${after}`,
  }[reason];
  return [
    "",
    ...confusion,
    ...(confusion.length > 0 ? [""] : []),
    ended,
    ...(outcome.test === null ? [] : [testLine(outcome, outcome.test.accuracy)]),
    ...(best === null ? [] : [bestLine(best, keep)]),
    saved === null ? "not saved" : `saved to ${saved}`,
    `digest ${digest}`,
  ];
}

function testLine({ keep, best, epochs, test }: Outcome, accuracy: number | null): string {
  const epoch = keep === "best" && best !== null ? best.epoch : epochs;
  const { total = 0, correct = 0, cost = 0 } = test ?? {};
  const right =
    accuracy === null ? "" : `accuracy ${percent(accuracy)} (${count(correct ?? 0)} of ${count(total)}), `;
  return `test after epoch ${epoch}: ${right}cost ${measure(cost)}`;
}

function bestLine({ epoch, measure: what, value }: Best, keep: "last" | "best"): string {
  const names = { testAccuracy: "test accuracy", testCost: "test cost", accuracy: "accuracy", cost: "cost" };
  const number = what === "testAccuracy" || what === "accuracy" ? percent(value) : measure(value);
  return `best ${names[what]}: ${number} after epoch ${epoch}${keep === "best" ? ", which is the one kept" : ""}`;
}
