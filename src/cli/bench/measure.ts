import type { Backend } from "../../backend/backend.ts";
import type { TrainOptions } from "../../train/options.ts";
import { train } from "../../train/train.ts";
import { WatchedBackend } from "./watchedBackend.ts";

/** How long to measure. */
export interface Pace {
  /** Training before the first epoch that counts, at least one epoch: machine code is improved while it runs. */
  readonly warmUpSeconds: number;
  /** Epochs that count: at least so many, */
  readonly leastRuns: number;
  /** and more, up to so many, */
  readonly mostRuns: number;
  /** while they have taken less than this together. */
  readonly seconds: number;
}

export const THOROUGH: Pace = { warmUpSeconds: 1, leastRuns: 3, mostRuns: 15, seconds: 3 };
export const QUICK: Pace = { warmUpSeconds: 0, leastRuns: 2, mostRuns: 2, seconds: 0 };

/** What training gave. */
export interface Measured {
  /** Samples per second of each epoch that counts, evaluation left out. */
  readonly rates: readonly number[];
  /** After the first epoch; null where there is no test set. */
  readonly testAccuracy: number | null;
  /** How many threads computed. */
  readonly threads: number;
}

/**
 * Trains by `train()`, as any user would, for as many epochs as the pace asks for.
 *
 * @returns undefined where the signal stopped it
 */
export async function measure(
  options: TrainOptions & { readonly backend: Backend },
  { warmUpSeconds, leastRuns, mostRuns, seconds }: Pace,
): Promise<Measured | undefined> {
  const backend = new WatchedBackend(options.backend);
  const rates: number[] = [];
  let [warm, timed] = [0, 0];
  let testAccuracy: number | null = null;
  const endless = { epochs: Number.MAX_SAFE_INTEGER, batchEvents: 0 };
  for await (const event of train({ ...options, ...endless, backend })) {
    if (event.event !== "epoch") continue;
    if (event.epoch === 1) {
      testAccuracy = event.testAccuracy;
      await backend.ready();
    }
    if (event.epoch === 1 || warm < warmUpSeconds) {
      warm += event.seconds;
      continue;
    }
    rates.push(event.samplesPerSecond);
    timed += event.seconds;
    if (rates.length >= mostRuns || (rates.length >= leastRuns && timed >= seconds)) {
      return { rates, testAccuracy, threads: backend.threads };
    }
  }
  return undefined;
}
