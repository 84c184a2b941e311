import { f64x2 } from "../assembler/floatLanes.ts";
import { f64 } from "../assembler/floats.ts";
import { i32 } from "../assembler/integers.ts";
import { i64x2 } from "../assembler/integerLanes.ts";
import type { FunctionHandle } from "../assembler/moduleBuilder.ts";
import { v128 } from "../assembler/vectors.ts";
import { roundingShift } from "./exponential.ts";
import type { Real, Vector } from "./real.ts";

/** An angle as n right angles and a rest of at most π/4. */
export interface Angle {
  /** n mod 4 in the lowest two bits; the bits above are anything. */
  readonly quadrant: Vector;
  /** The rest is the sum of the two. */
  readonly high: Vector;
  readonly low: Vector;
}

/** The scalar function for huge angles (see hugeAngle.ts). */
export type HugeAngle = FunctionHandle<readonly ["f64"], "v128">;

/** Up to here n has 20 bits, so that its products with the parts of π/2 are exact. */
const HUGE = 1.5e6;

/** π/2 in parts of 33, 33, 33 and 53 bits. */
const RIGHT_ANGLE = [
  1.5707963267341256, 6.077100506303966e-11, 2.0222662487111665e-21, 8.4784276603689e-32,
] as const;

/**
 * Takes the right angles out of double precision angles.
 *
 * Where |x| ≤ 1.5·10⁶ by parts of π/2 whose multiples are exact (W. J. Cody and W. Waite, Software Manual for the
 * Elementary Functions, 1980, chapter 8), with what each subtraction rounds off kept; beyond, lane by lane, by all the
 * bits that it takes. An infinite x gives NaN.
 */
export function rightAngles(m: Real, x: Vector, hugeAngle: HugeAngle): Angle {
  const [p1, p2, p3, p4] = RIGHT_ANGLE;
  const { f } = m;
  const { shifted, whole } = roundingShift(m, m.mul(x, 2 / Math.PI));
  const n = m.let(whole);
  const first = m.let(m.sub(x, m.mul(n, p1)));
  const second = difference(m, first, m.let(m.mul(n, p2)));
  const third = difference(m, second.high, m.let(m.mul(n, p3)));
  const rest = m.let(m.sub(m.add(second.low, third.low), m.mul(n, p4)));
  const quadrant = f.let(shifted);
  const high = f.let(m.add(third.high, rest));
  const low = f.let(m.add(m.sub(third.high, high), rest));

  const magnitude = m.let(m.abs(x));
  const huge = m.let(m.and(m.gt(magnitude, HUGE), m.lt(magnitude, Infinity)));
  f.if(v128.any_true(huge), () => {
    for (const lane of [0, 1]) {
      f.if(i32.wrap_i64(i64x2.extract_lane(lane, huge)), () => {
        const both = f.let(hugeAngle.call(f64x2.extract_lane(lane, x)));
        const second = f.let(f64x2.extract_lane(1, both));
        f.set(high, f64x2.replace_lane(lane, high, f64x2.extract_lane(0, both)));
        f.set(low, f64x2.replace_lane(lane, low, f64.add(second, 0)));
        f.set(quadrant, f64x2.replace_lane(lane, quadrant, second));
      });
    }
  });
  return { quadrant, high, low };
}

/** a - b without loss: the rounded difference and what rounding took (D. E. Knuth, TAOCP 2, 4.2.2). */
function difference(m: Real, a: Vector, b: Vector): { readonly high: Vector; readonly low: Vector } {
  const high = m.let(m.sub(a, b));
  const ofB = m.let(m.sub(high, a));
  const low = m.let(m.sub(m.sub(a, m.sub(high, ofB)), m.add(b, ofB)));
  return { high, low };
}
