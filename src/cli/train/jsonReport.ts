import { engineFields } from "../engine.ts";
import { jsonLine, type Io } from "../io.ts";
import type { EpochBar } from "../progressBar.ts";
import type { Report, RunInfo } from "./report.ts";

/** A run as JSON: a line per epoch, and one at the end. */
export function jsonReport(
  io: Io,
  { plan, engine }: RunInfo,
  batchEvents: number,
  bar: EpochBar | undefined,
): Report {
  return {
    batchEvents,
    start: () => undefined,
    batch({ epoch, batch, batches, cost }) {
      bar?.update(epoch, batch, batches, cost);
    },
    epoch({ state: _state, ...event }) {
      bar?.clear();
      jsonLine(io, event);
    },
    diagnosis(epoch, diagnosis) {
      bar?.clear();
      jsonLine(io, { event: "diagnosis", epoch, ...diagnosis });
    },
    clear() {
      bar?.clear();
    },
    done({ reason, epochs, keep, test, best, digest, saved, seconds }) {
      bar?.clear();
      jsonLine(io, {
        event: "done",
        reason,
        epochs,
        ...engineFields(engine),
        seed: plan.seed,
        digest,
        saved,
        keep,
        testAccuracy: test?.accuracy ?? null,
        testCost: test?.cost ?? null,
        best: best && { epoch: best.epoch, [best.measure]: best.value },
        confusion: test?.confusion ?? null,
        seconds,
      });
    },
  };
}
