import fc from "fast-check";
import type { StoredNetwork } from "../../src/format/networkFile.ts";
import { ACTIVATION_NAMES } from "../../src/nn/activations.ts";
import { COST_NAMES } from "../../src/nn/costs/costs.ts";

/** Every float64 but NaN and the infinities, the awkward ones often. */
export const finite = fc.oneof(
  { weight: 4, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(-0, 5e-324, -2.2250738585072014e-308, 1.7976931348623157e308, 1e21, 0.1),
  },
);

export const row = (length: number): fc.Arbitrary<number[]> =>
  fc.array(finite, { minLength: length, maxLength: length });

export const matrix = (height: number, width: number): fc.Arbitrary<number[][]> =>
  fc.array(row(width), { minLength: height, maxLength: height });

export const sizes = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 2, maxLength: 5 });

/** A network of the given sizes, inputs first. */
export const storedNetwork = (widths: readonly number[]): fc.Arbitrary<StoredNetwork> =>
  fc.record({
    layers: fc.tuple(
      ...widths.slice(1).map((out, l) =>
        fc.record({
          weights: matrix(out, widths[l]!),
          bias: row(out),
          activation: fc.constantFrom(...ACTIVATION_NAMES),
        }),
      ),
    ),
    cost: fc.constantFrom(...COST_NAMES),
    reduction: fc.constantFrom("mean" as const, "sum" as const),
  });
