import { internal } from "../util/errors.ts";
import type { Table } from "./table.ts";

/**
 * A table that grows number by number: bytes for as long as every number is a whole one from 0 to 255, float64 from
 * the first other number on. A file of pictures then takes an eighth of the memory.
 */
export class GrowingTable {
  readonly #width: number;
  #data: Uint8Array | Float64Array;
  #length = 0;

  constructor(width: number) {
    this.#width = width;
    this.#data = new Uint8Array(width * 64);
  }

  push(value: number): void {
    if (this.#length === this.#data.length) this.#data = this.#enlarged();
    if (this.#data instanceof Uint8Array && !isByte(value)) this.#data = Float64Array.from(this.#data);
    this.#data[this.#length++] = value;
  }

  /** The rows so far, without the room kept for more. */
  table(scale: number): Table {
    if (this.#length % this.#width !== 0) internal(`${this.#length} numbers are not rows of ${this.#width}`);
    return { data: this.#data.slice(0, this.#length), width: this.#width, scale };
  }

  #enlarged(): Uint8Array | Float64Array {
    const length = this.#data.length * 2;
    const larger = this.#data instanceof Uint8Array ? new Uint8Array(length) : new Float64Array(length);
    larger.set(this.#data);
    return larger;
  }
}

function isByte(value: number): boolean {
  return value >= 0 && value <= 255 && Number.isInteger(value) && !Object.is(value, -0);
}
