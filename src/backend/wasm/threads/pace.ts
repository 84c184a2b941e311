/** How long each way of running is timed before the two are compared. */
const TRIAL_MILLISECONDS = 4;
/** How long a decision holds. */
const SETTLED_MILLISECONDS = 500;
/** Runs longer than this are always shared: waiting for each other costs threads next to nothing then. */
const LONG_RUN_MILLISECONDS = 1;

/**
 * Decides, while a program runs again and again, whether several threads are faster than one.
 *
 * That changes from moment to moment: where other programs want the cores, threads that wait for each other some hundred
 * thousand times a second lose more than they gain. Results do not depend on it, so it may be tried out.
 */
export class Pace {
  #phase: "together" | "alone" | "settled" = "together";
  #isAlone = false;
  #began = Number.NaN;
  #runs = 0;
  #together = 0;
  #until = 0;

  /**
   * Whether the run that is about to begin is for the caller's thread alone; to be asked before every run.
   *
   * @param now in milliseconds, never going back
   */
  alone(now: number): boolean {
    if (Number.isNaN(this.#began)) return this.#enter("together", now);
    if (this.#phase === "settled") return now < this.#until ? this.#isAlone : this.#enter("together", now);
    this.#runs++;
    const passed = now - this.#began;
    if (passed < TRIAL_MILLISECONDS) return this.#phase === "alone";
    const each = passed / this.#runs;
    if (this.#phase === "together") {
      this.#together = each;
      return each > LONG_RUN_MILLISECONDS ? this.#settle(false, now) : this.#enter("alone", now);
    }
    return this.#settle(each < this.#together, now);
  }

  #enter(phase: "together" | "alone", now: number): boolean {
    this.#phase = phase;
    this.#began = now;
    this.#runs = 0;
    return phase === "alone";
  }

  #settle(isAlone: boolean, now: number): boolean {
    this.#phase = "settled";
    this.#isAlone = isAlone;
    this.#until = now + SETTLED_MILLISECONDS;
    return isAlone;
  }
}
