import { SMALL, type SceneEdge } from "./scene.ts";
import { widest } from "./textWidth.ts";

/** How far the baselines of an edge's numbers are from it: that of the way forward above, that of the way back below. */
export const ABOVE = 7;
export const BELOW = 16;
/** How far a number reaches above its baseline, and below it. */
const [ASCENT, DESCENT] = [10, 4];
/** What stays free between a label and a box, and for the head of an arrow. */
const AROUND = 14;
const HEAD = 7;
/** What stays free between the labels of one neuron and those of the next. */
const BETWEEN = 18;
/** Up to which share of the way the labels of edges into one neuron, which meet there, are far enough apart. */
const LAST = 0.68;
const MIDDLE = 0.45;
/** The least width between two columns: where edges cross, and where they come from one box or go into one. */
const [LEAST_GAP, LEAST_FAN] = [180, 150];
/** Where else a label may stand, from the arrow's head back. */
const TRIES = Array.from({ length: 14 }, (_, i) => 0.85 - 0.05 * i);

/** How the labels between two columns are arranged. */
export interface Arrangement {
  /** How wide the space between the columns is. */
  readonly gap: number;
  /** As a share of the way, where the labels of the edges into a neuron stand. */
  readonly at: (place: number) => number;
}

/**
 * Labels of the edges into one neuron stand above each other, and each neuron's in a place of their own: none meet.
 *
 * @param label how wide the widest label is
 * @param from from how many boxes edges come
 * @param to into how many boxes they go
 */
export function arranged(label: number, from: number, to: number): Arrangement {
  const first = label / 2 + AROUND;
  if (from === 1 || to === 1) return { gap: Math.max(LEAST_FAN, first / MIDDLE), at: () => MIDDLE };
  const needed = first + (to - 1) * (label + BETWEEN);
  const gap = Math.max(LEAST_GAP, needed / LAST, needed + first + HEAD);
  return { gap, at: (place) => (first + ((LAST * gap - first) * place) / (to - 1)) / gap };
}

/**
 * Where there are too many edges for all to carry labels, the few that do have them near the arrows' heads.
 *
 * @param label how wide the widest label is
 */
export function crowded(label: number): Arrangement {
  return { gap: Math.max(1.5 * LEAST_GAP, 3 * label), at: () => TRIES[0]! };
}

/**
 * Labels that would meet make room: they move along their edges, those that are pointed out last of all. One that finds no room
 * is left out.
 */
export function withRoom(edges: readonly SceneEdge[]): SceneEdge[] {
  const shares = new Map<SceneEdge, number>();
  const taken: Frame[] = [];
  const byNeed = [...edges].sort((a, b) => Number(b.isHighlighted) - Number(a.isHighlighted));
  for (const edge of byNeed.filter(({ labelAt }) => labelAt !== undefined)) {
    const share = [edge.labelAt!, ...TRIES].find((one) => {
      const frame = labelFrame(edge, one);
      return isBetweenBoxes(frame, edge) && !taken.some((other) => meet(frame, other));
    });
    if (share === undefined) continue;
    shares.set(edge, share);
    taken.push(labelFrame(edge, share));
  }
  return edges.map((edge) => ({ ...edge, labelAt: shares.get(edge) }));
}

/** The point of an edge above and below which its labels stand. */
export function labelPoint({ from, to }: SceneEdge, share: number): readonly [x: number, y: number] {
  return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
}

/** The rectangle that the labels of an edge take. */
interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function labelFrame(edge: SceneEdge, share: number): Frame {
  const [x, y] = labelPoint(edge, share);
  const labels = [edge.forward.label, edge.backward?.label].filter((label) => label !== undefined);
  const half = widest(labels, SMALL) / 2;
  return { left: x - half, right: x + half, top: y - ABOVE - ASCENT, bottom: y + BELOW + DESCENT };
}

function isBetweenBoxes({ left, right }: Frame, { from, to }: SceneEdge): boolean {
  return left >= from[0] && right <= to[0] - HEAD;
}

function meet(a: Frame, b: Frame): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
