import type { Scale } from "./scale.ts";

/** From the two parameters to the map's pixels. */
export interface Scales {
  readonly x: Scale;
  readonly y: Scale;
}

/** Left, top, right, bottom of the drawing area, in pixels. */
export type FrameBox = readonly [left: number, top: number, right: number, bottom: number];
