/** More points than this no screen shows. */
const MOST_POINTS = 1000;

/** Curves over a common x that grow while they are watched: long ones are thinned out, so that they never fill the memory. */
export class Series {
  /** x, then one list for each curve; null where a curve has no point. */
  #columns: (number | null)[][] = [];
  /** Of so many points one is kept. */
  #stride = 1;
  #skipped = 0;

  /** All points: copies, so that what shows them sees that they are others. */
  get columns(): (number | null)[][] {
    return this.#columns.map((column) => [...column]);
  }

  get length(): number {
    return this.#columns[0]?.length ?? 0;
  }

  push(x: number, values: readonly (number | null)[]): void {
    if (this.#columns.length !== values.length + 1) this.#columns = [x, ...values].map(() => []);
    if (++this.#skipped < this.#stride) return;
    this.#skipped = 0;
    [x, ...values].forEach((value, i) => this.#columns[i]!.push(value));
    if (this.length <= MOST_POINTS) return;
    this.#columns = this.#columns.map((column) => column.filter((_, i) => i % 2 === 0));
    this.#stride *= 2;
  }
}
