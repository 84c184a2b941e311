import type { Random } from "../../util/random.ts";
import { smoothCurve } from "./curve.ts";
import type { Knot, Point } from "./curve.ts";

/** How far hands differ: standard deviations, in units of the glyphs (100 for the height) where they are lengths. */
const SPREAD = {
  /** The logarithm of how carelessly this hand writes: it multiplies the next three. */
  care: 0.3,
  knot: 3.2,
  end: 5,
  warp: 3.8,
  slant: 0.24,
  rotation: 0.08,
  /** The logarithm of width by height. */
  aspect: 0.15,
} as const;

const MEAN_SLANT = 0.1;
const MEAN_ASPECT = 0.18;
/** The correlation of the displacements of two neighbouring knots. */
const FOLLOW = 0.7;

/**
 * The strokes as one hand would write them this time: knots moved, ends long or short, the page warped, then stretched,
 * slanted and turned as a whole.
 *
 * @param strokes the glyph's strokes, as knots
 * @param random the stream of this image
 * @returns one polyline a stroke; position and size are left to the rasterizer
 */
export function deform(strokes: readonly (readonly Knot[])[], random: Random): Point[][] {
  const care = Math.exp(SPREAD.care * random.normal());
  const written = strokes.map((knots) => smoothCurve(moveEnds(moveKnots(knots, care, random), care, random)));
  const warp = warpField(care * SPREAD.warp, random);
  const place = affineMap(random);
  return written.map((points) => points.map((p) => place(warp(p))));
}

function moveKnots(knots: readonly Knot[], care: number, random: Random): Knot[] {
  const deviation = care * SPREAD.knot;
  let [dx, dy] = [random.normal(), random.normal()];
  return knots.map(({ x, y, corner }) => {
    // Each knot follows the one before it most of the way, so a bowl comes out larger or flatter, but not lumpy.
    dx = FOLLOW * dx + Math.sqrt(1 - FOLLOW ** 2) * random.normal();
    dy = FOLLOW * dy + Math.sqrt(1 - FOLLOW ** 2) * random.normal();
    return { x: x + deviation * dx, y: y + deviation * dy, corner };
  });
}

/** A pen sets down late or lifts early: the first and the last knot slide along their piece of the stroke. */
function moveEnds(knots: Knot[], care: number, random: Random): Knot[] {
  const last = knots.length - 1;
  const moved = [...knots];
  moved[0] = slide(knots[0]!, knots[1]!, care * SPREAD.end * random.normal());
  moved[last] = slide(knots[last]!, knots[last - 1]!, care * SPREAD.end * random.normal());
  return moved;
}

function slide(end: Knot, neighbour: Knot, distance: number): Knot {
  const dx = end.x - neighbour.x;
  const dy = end.y - neighbour.y;
  // Never past the neighbour: at most half of the piece is lost.
  const factor = Math.max(-0.5, distance / Math.max(1, Math.hypot(dx, dy)));
  return { ...end, x: end.x + factor * dx, y: end.y + factor * dy };
}

/** A smooth displacement of the page: two slow waves in each direction, so strokes that met still meet. */
function warpField(amplitude: number, random: Random): (p: Point) => Point {
  const waves = [0, 1, 2, 3].map(() => ({
    height: amplitude * random.normal(),
    // Wavelengths are rarely below the height of the digit: the shape bends as a whole and does not tremble.
    kx: 0.03 * random.normal(),
    ky: 0.03 * random.normal(),
    phase: 2 * Math.PI * random.uniform(),
  }));
  return (p) => {
    let { x, y } = p;
    waves.forEach(({ height, kx, ky, phase }, i) => {
      const displacement = height * Math.sin(kx * p.x + ky * p.y + phase);
      if (i % 2 === 0) x += displacement;
      else y += displacement;
    });
    return { x, y };
  };
}

function affineMap(random: Random): (p: Point) => Point {
  const width = Math.exp(MEAN_ASPECT + SPREAD.aspect * random.normal());
  const slant = MEAN_SLANT + SPREAD.slant * random.normal();
  const angle = SPREAD.rotation * random.normal();
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  return ({ x, y }) => {
    const sheared = width * x - slant * y;
    return { x: cos * sheared - sin * y, y: sin * sheared + cos * y };
  };
}
