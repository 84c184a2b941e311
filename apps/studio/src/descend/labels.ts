import type { Contour } from "./contours.ts";
import type { FrameBox, Scales } from "./mapTypes.ts";

/** Where the cost of a contour is written. */
export interface Label {
  readonly level: number;
  readonly x: number;
  readonly y: number;
}

/** Along a line, where to try first. */
const SHARES = [0.5, 0.35, 0.65, 0.2, 0.8, 0.1, 0.9];

/**
 * A place for every contour's label: on the contour, inside the frame, and away from the other labels. Where there is none,
 * the contour goes without; its neighbours tell enough.
 *
 * @param frame in pixels, as left, top, right, bottom
 * @param room how far apart labels must be, across and up
 */
export function placeLabels(
  contours: readonly Contour[],
  { x, y }: Scales,
  frame: FrameBox,
  room: readonly [number, number] = [52, 22],
): Label[] {
  const placed: Label[] = [];
  const [left, top, right, bottom] = frame;
  const longestFirst = [...contours].sort((a, b) => b.points.length - a.points.length);
  for (const { level, points } of longestFirst) {
    if (placed.some((label) => label.level === level)) continue;
    const count = points.length / 2;
    const place = SHARES.map((share): Label => {
      const i = Math.round(share * (count - 1));
      return { level, x: x.toPixel(points[2 * i]!), y: y.toPixel(points[2 * i + 1]!) };
    }).find(
      (at) =>
        at.x > left + room[0] / 2 &&
        at.x < right - room[0] / 2 &&
        at.y > top + room[1] / 2 &&
        at.y < bottom - room[1] / 2 &&
        !placed.some((other) => Math.abs(other.x - at.x) < room[0] && Math.abs(other.y - at.y) < room[1]),
    );
    if (place !== undefined) placed.push(place);
  }
  return placed;
}
