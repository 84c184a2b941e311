import { signal } from "@preact/signals";
import type { Stroke } from "../question/strokes.ts";

/** The sample that is being asked about: a drawing, a picture of the test set, a point of the plane. */
export interface Question {
  /** a⁰. */
  readonly input: Float32Array;
  /** As the end of a sentence: "your drawing". */
  readonly sample: string;
  /** y, where it is known. */
  readonly target?: readonly number[];
}

export const question = signal<Question | null>(null);

/** The strokes of the drawing, in units of the pad's side. */
export const strokes = signal<readonly Stroke[]>([]);
