import { ValueError } from "./errors.ts";

/**
 * Seeded random numbers by counter: number i of a stream is a pure function of (seed, stream, i), so nothing depends on
 * the order in which numbers are drawn, and a run can be continued from any point.
 *
 * The generator is Threefry-2x32 with 20 rounds.
 * Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC'11, section 3.3.
 */
export class Random {
  readonly #key0: number;
  readonly #key1: number;
  #counter = 0;
  #spare = Number.NaN;

  /** @param seed an integer from 0 to 2^53 - 1 */
  constructor(seed: number) {
    if (!Number.isSafeInteger(seed) || seed < 0) {
      throw new ValueError(`Random(): the seed must be an integer from 0 to 2^53 - 1, got ${seed}`);
    }
    this.#key0 = seed >>> 0;
    this.#key1 = Math.floor(seed / 2 ** 32) >>> 0;
  }

  /** A stream of its own for one purpose: `random.stream("weights")`, `random.stream("shuffle", epoch)`. */
  stream(purpose: string, index = 0): Random {
    const [high, low] = threefry(this.#key0, this.#key1, hash(purpose), index >>> 0);
    return new Random((high >>> 11) * 2 ** 32 + low);
  }

  /** Uniform on [0, 1), with 53 random bits. */
  uniform(): number {
    const i = this.#counter++;
    const [high, low] = threefry(this.#key0, this.#key1, i >>> 0, Math.floor(i / 2 ** 32));
    return ((high >>> 5) * 2 ** 26 + (low >>> 6)) / 2 ** 53;
  }

  /** Normal with mean 0 and variance 1 (Box and Muller 1958). */
  normal(): number {
    if (!Number.isNaN(this.#spare)) {
      const z = this.#spare;
      this.#spare = Number.NaN;
      return z;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    const angle = 2 * Math.PI * this.uniform();
    this.#spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  /** An integer from 0 to `bound` - 1. */
  integer(bound: number): number {
    return Math.floor(this.uniform() * bound);
  }

  /** The indices 0 … n - 1 in random order (Fisher and Yates). */
  permutation(n: number): Int32Array {
    const order = Int32Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const held = order[i]!;
      order[i] = order[j]!;
      order[j] = held;
    }
    return order;
  }
}

const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24] as const;
const PARITY = 0x1bd11bda;

/** Two words that are a pure function of a key and a counter. */
export function threefry(key0: number, key1: number, counter0: number, counter1: number): [number, number] {
  const keys = [key0, key1, PARITY ^ key0 ^ key1] as const;
  let x0 = (counter0 + key0) | 0;
  let x1 = (counter1 + key1) | 0;
  for (let round = 0; round < 20; round++) {
    const rotation = ROTATIONS[round % 8]!;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << rotation) | (x1 >>> (32 - rotation))) ^ x0;
    if (round % 4 === 3) {
      const injection = (round + 1) / 4;
      x0 = (x0 + keys[injection % 3]!) | 0;
      x1 = (x1 + keys[(injection + 1) % 3]! + injection) | 0;
    }
  }
  return [x0 >>> 0, x1 >>> 0];
}

/** FNV-1a over the UTF-16 code units: spreads the names of streams. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}
