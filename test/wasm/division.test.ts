import fc from "fast-check";
import { expect, it } from "vitest";
import { divide } from "../../src/backend/wasm/division.ts";
import type { Loop } from "../../src/program/program.ts";

/** A loop that counts as much work, whatever its size. */
const work: Loop = {
  kind: "loop",
  shape: [1_000_000],
  body: [
    { kind: "constant", value: 1 },
    { kind: "apply", name: "exp", args: [0] },
  ],
  writes: [],
};

it("gives the threads shares that follow one another and end where the work ends", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 16 }),
      fc.integer({ min: 0, max: 300 }),
      fc.constantFrom(1, 2, 16),
      (threads, size, grain) => {
        const { shares } = divide(work, { threads, worthDividing: 1 }, size, grain);
        expect(shares).toHaveLength(threads + 1);
        expect(shares[0]).toBe(0);
        expect(shares.at(-1)).toBe(size);
        shares.forEach((share, i) => {
          expect(share).toBeGreaterThanOrEqual(shares[i - 1] ?? 0);
        });
      },
    ),
  );
});
