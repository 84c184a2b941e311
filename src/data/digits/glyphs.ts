import type { Random } from "../../util/random.ts";
import { parseStroke } from "./curve.ts";
import type { Knot } from "./curve.ts";
import { VARIANTS } from "./strokes.ts";

/** One way to write a digit, ready to be deformed. */
interface Glyph {
  readonly share: number;
  readonly strokes: readonly (readonly Knot[])[];
}

const GLYPHS: readonly (readonly Glyph[])[] = VARIANTS.map((variants) =>
  variants.map(({ share, strokes }) => ({ share, strokes: strokes.map(parseStroke) })),
);

/**
 * Chooses how to write a digit, each way as often as its share says.
 *
 * @param digit 0 to 9
 * @returns the strokes of the chosen way
 */
export function chooseGlyph(digit: number, random: Random): Glyph["strokes"] {
  const glyphs = GLYPHS[digit]!;
  let rest = random.uniform() * glyphs.reduce((sum, { share }) => sum + share, 0);
  for (const { share, strokes } of glyphs) {
    rest -= share;
    if (rest < 0) return strokes;
  }
  return glyphs[0]!.strokes;
}
