/** Looks at most this often: more, nobody can see. */
const LEAST_MILLISECONDS = 100;
/** Of the whole time, looks may take this part. */
const SHARE = 0.1;

/** Says when it is time for something that costs time itself, so that it stays a small part of the whole. */
export class Pacing {
  readonly #least: number;
  #next = 0;

  constructor(least = LEAST_MILLISECONDS) {
    this.#least = least;
  }

  isDue(now: number): boolean {
    return now >= this.#next;
  }

  /** What was due has been done. */
  done(began: number, ended: number): void {
    this.#next = ended + Math.max(this.#least, (ended - began) * (1 / SHARE - 1));
  }
}
