import type { Random } from "../../util/random.ts";

/** How a stroke becomes ink; lengths in pixels. */
export interface Pen {
  /** Half the width of the line. */
  readonly radius: number;
  /** The width of the grey edge between ink and paper. */
  readonly softness: number;
  /** What coverage is multiplied with before it is cut off at black: from 1 up, and the more, the fuller the edges. */
  readonly darkness: number;
  /** Along a stroke the radius swings by this part of itself … */
  readonly swing: number;
  /** … from this phase, in radians. */
  readonly phase: number;
}

/** A pen from a hard pencil to a felt tip; the ranges are chosen so that ink is as wide and as dark as in MNIST. */
export function choosePen(random: Random): Pen {
  const radius = 1.15 * Math.exp(0.32 * random.normal());
  return {
    radius: Math.min(2.4, Math.max(0.6, radius)),
    softness: 1.4 + 0.6 * random.uniform(),
    darkness: 1 + 0.4 * random.uniform(),
    swing: 0.25 * random.uniform(),
    phase: 2 * Math.PI * random.uniform(),
  };
}
