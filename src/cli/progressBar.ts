import { SingleBar } from "cli-progress";
import { measure } from "./format.ts";
import type { Io, Output } from "./io.ts";

/** How many times an epoch reports its progress at most. */
export const STEPS_PER_EPOCH = 100;

export interface EpochBar {
  update(epoch: number, batch: number, batches: number, cost: number): void;
  /** Takes the bar from the screen. */
  clear(): void;
}

/** How long must pass between two drawings, and before the first: an epoch that is over by then needs no bar. */
const DRAW_MILLISECONDS = 100;

/** A bar for the epoch at hand, on a terminal; nothing elsewhere. */
export function epochBar({ stderr }: Io, epochs: number): EpochBar | undefined {
  if (stderr.isTTY !== true) return undefined;
  let bar: SingleBar | undefined;
  let drawn = performance.now();
  const width = String(epochs).length;
  return {
    update(epoch, batch, batches, cost) {
      if (performance.now() - drawn < DRAW_MILLISECONDS) return;
      drawn = performance.now();
      const values = { epoch: String(epoch).padStart(width), epochs, cost: measure(cost) };
      if (bar === undefined) {
        bar = newBar(stderr, "epoch {epoch}/{epochs}  {bar} {percentage} %  batch cost {cost}");
        bar.start(batches, batch, values);
      } else bar.update(batch, values);
    },
    clear() {
      bar?.stop();
      bar = undefined;
      drawn = performance.now();
    },
  };
}

export interface DownloadBar {
  readonly update: (done: number, total: number) => void;
  readonly stop: () => void;
}

/** A bar for a download, on a terminal; elsewhere one line that says why it takes a while. */
export function downloadBar({ stderr }: Io): DownloadBar {
  let bar: SingleBar | undefined;
  let told = false;
  return {
    update(done, total) {
      const megabytes = { done: (done / 1e6).toFixed(1), all: (total / 1e6).toFixed(1) };
      if (stderr.isTTY !== true) {
        if (!told) stderr.write(`downloading MNIST, ${megabytes.all} MB\n`);
        told = true;
      } else if (bar === undefined) {
        bar = newBar(stderr, "downloading MNIST  {bar} {percentage} %  {done}/{all} MB");
        bar.start(total, done, megabytes);
      } else bar.update(done, megabytes);
    },
    stop() {
      bar?.stop();
    },
  };
}

function newBar(stream: Output, format: string): SingleBar {
  return new SingleBar({
    stream,
    format,
    barsize: 30,
    barCompleteChar: "█",
    barIncompleteChar: "░",
    hideCursor: true,
    clearOnComplete: true,
    // Signals are ours to handle.
    gracefulExit: false,
  });
}
