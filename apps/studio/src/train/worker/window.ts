import type { BatchEvent } from "backproof";

/** A speed measured over less says more about the clock. */
const LEAST_SECONDS = 0.03;

/** What happened since the last look: samples, their cost, and the time they took. */
export class Window {
  #samples = 0;
  #cost = 0;
  #milliseconds = 0;

  add({ cost }: BatchEvent, samples: number, milliseconds: number): void {
    this.#samples += samples;
    this.#cost += cost * samples;
    this.#milliseconds += milliseconds;
  }

  /** Tells, and begins anew. */
  take(): { cost: number | null; samplesPerSecond: number | null } {
    const [samples, cost, seconds] = [this.#samples, this.#cost, this.#milliseconds / 1000];
    [this.#samples, this.#cost, this.#milliseconds] = [0, 0, 0];
    if (samples === 0) return { cost: null, samplesPerSecond: null };
    return { cost: cost / samples, samplesPerSecond: seconds > LEAST_SECONDS ? samples / seconds : null };
  }
}
