export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** A cubic curve. */
export type Curve = readonly [Point, Point, Point, Point];

export function centre({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

export function overlap(a: Box, b: Box): number {
  const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return across > 0 && down > 0 ? across * down : 0;
}

export function contains({ x, y, width, height }: Box, point: Point): boolean {
  return point.x > x && point.x < x + width && point.y > y && point.y < y + height;
}

/** A curve that leaves and arrives along the direction in which the layers follow each other. */
export function curveBetween(from: Point, to: Point, direction: "across" | "down"): Curve {
  const bend = 0.32 * (direction === "across" ? to.x - from.x : to.y - from.y);
  return direction === "across"
    ? [from, { x: from.x + bend, y: from.y }, { x: to.x - bend, y: to.y }, to]
    : [from, { x: from.x, y: from.y + bend }, { x: to.x, y: to.y - bend }, to];
}

export function pointOn([p, q, r, s]: Curve, t: number): Point {
  const u = 1 - t;
  const at = (a: number, b: number, c: number, d: number) =>
    u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d;
  return { x: at(p.x, q.x, r.x, s.x), y: at(p.y, q.y, r.y, s.y) };
}

export function pathOf([p, q, r, s]: Curve): string {
  return `M${pair(p)}C${pair(q)} ${pair(r)} ${pair(s)}`;
}

function pair({ x, y }: Point): string {
  return `${round(x)},${round(y)}`;
}

function round(value: number): number {
  return Math.round(10 * value) / 10;
}
