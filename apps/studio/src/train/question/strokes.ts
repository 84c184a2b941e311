/** A place on the pad: 0 to 1 from the left, 0 to 1 from the top. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What was drawn without lifting the pen. */
export type Stroke = readonly Point[];
