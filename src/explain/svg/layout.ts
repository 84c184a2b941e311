/** A place in a picture: the middle of a box and its size. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Layout {
  /** The places, column by column. */
  readonly columns: readonly (readonly Place[])[];
  readonly width: number;
  readonly height: number;
}

/** The size of a box, before it has a place. */
export type Size = Pick<Place, "width" | "height">;

/**
 * Puts boxes into columns from left to right, each column centred.
 *
 * @param columns the boxes of each column, from the top
 * @param gaps the width between a column and the next, one fewer than there are columns
 * @param between the height between two boxes
 * @param margin what stays free on all sides
 */
export function layoutColumns(
  columns: readonly (readonly Size[])[],
  gaps: readonly number[],
  between: number,
  margin: number,
): Layout {
  const heights = columns.map(
    (boxes) => sum(boxes.map(({ height }) => height)) + between * Math.max(0, boxes.length - 1),
  );
  const height = Math.max(0, ...heights);
  let left = margin;
  const placed = columns.map((boxes, c) => {
    const width = Math.max(0, ...boxes.map((box) => box.width));
    let top = margin + (height - heights[c]!) / 2;
    const places = boxes.map((box): Place => {
      const place = { x: left + width / 2, y: top + box.height / 2, ...box };
      top += box.height + between;
      return place;
    });
    left += width + (gaps[c] ?? 0);
    return places;
  });
  return { columns: placed, width: left + margin, height: height + 2 * margin };
}

/**
 * In which column each step stands: one right of the last that it uses, so that all arrows point to the right.
 *
 * @param uses for each id the ids that it uses, those used before those that use them
 */
export function depthsOf(uses: ReadonlyMap<string, readonly string[]>): Map<string, number> {
  const depths = new Map<string, number>();
  for (const [id, used] of uses) {
    depths.set(id, 1 + Math.max(-1, ...used.map((one) => depths.get(one) ?? -1)));
  }
  return depths;
}

/** Which units of a wide layer are shown: the first, the largest, the last, and those that are wanted; all of a narrow one. */
export function unitsShown(sizes: readonly number[], wanted: readonly number[], most = 8): number[] {
  const all = sizes.map((_, unit) => unit);
  if (all.length <= most) return all;
  const largest = all.reduce(
    (best, unit) => (Math.abs(sizes[unit]!) > Math.abs(sizes[best]!) ? unit : best),
    0,
  );
  const chosen = new Set([0, largest, all.length - 1, ...wanted.slice(0, most - 3)]);
  return [...chosen].filter((unit) => unit in all).sort((a, b) => a - b);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
