/** A point of the page: x to the right, y down. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A point the pen passes; at a corner the curve may turn sharply. */
export interface Knot extends Point {
  readonly corner: boolean;
}

/** Steps between two knots: enough that no chord shows at 28×28 pixels. */
const STEPS = 5;

/** Reads "x,y x,y^ …", where `^` marks a corner. */
export function parseStroke(text: string): readonly Knot[] {
  return text.split(" ").map((word) => {
    const [x, y] = word.replace("^", "").split(",").map(Number);
    return { x: x!, y: y!, corner: word.endsWith("^") };
  });
}

/**
 * The Catmull-Rom curve through the knots, as a polyline: smooth, and broken at corners.
 *
 * @param knots at least two
 */
export function smoothCurve(knots: readonly Knot[]): Point[] {
  const points: Point[] = [knots[0]!];
  for (let i = 0; i + 1 < knots.length; i++) {
    const p1 = knots[i]!;
    const p2 = knots[i + 1]!;
    // At a corner or an end the neighbour on the other side of the joint must not bend the curve.
    const p0 = i === 0 || p1.corner ? p1 : knots[i - 1]!;
    const p3 = i + 2 === knots.length || p2.corner ? p2 : knots[i + 2]!;
    for (let step = 1; step <= STEPS; step++) {
      const t = step / STEPS;
      points.push({ x: catmullRom(p0.x, p1.x, p2.x, p3.x, t), y: catmullRom(p0.y, p1.y, p2.y, p3.y, t) });
    }
  }
  return points;
}

/** Source: Catmull, Rom, "A class of local interpolating splines", 1974 (the uniform cubic, tension ½). */
function catmullRom(a: number, b: number, c: number, d: number, t: number): number {
  const cubic = -a + 3 * b - 3 * c + d;
  const square = 2 * a - 5 * b + 4 * c - d;
  return b + (t * (c - a + t * (square + t * cubic))) / 2;
}
