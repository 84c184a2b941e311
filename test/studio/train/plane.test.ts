import { describe, expect, it } from "vitest";
import { classAt, contourOf, winner } from "../../../apps/studio/src/train/question/planeClasses.ts";

/** Outputs over [-1, 1]², x to the right and y up. */
function gridOf(side: number, outputs: (x: number, y: number) => number[]) {
  const centre = (i: number) => (2 * (i + 0.5)) / side - 1;
  const rows = Array.from({ length: side * side }, (_, i) =>
    outputs(centre(i % side), -centre(Math.floor(i / side))),
  );
  return { side, range: 1, outputs: rows[0]!.length, data: Float32Array.from(rows.flat()) };
}

describe("the classes of the plane", () => {
  it("are named by the largest output, and by ½ where there is one only", () => {
    expect(winner([0.1, 0.7, 0.2], 0, 3).best).toBe(1);
    expect(winner([0.1, 0.7, 0.2], 0, 3).margin).toBeCloseTo(0.5);
    expect(winner([0.4], 0, 1).best).toBe(0);
    expect(winner([0.9], 0, 1)).toEqual({ best: 1, margin: expect.closeTo(0.8) as number });
  });

  it("are looked up at a place", () => {
    const grid = gridOf(16, (x, y) => [x, y, -1]);
    expect(classAt(grid, 0.9, 0.1)).toBe(0);
    expect(classAt(grid, 0.1, 0.9)).toBe(1);
    expect(classAt(grid, 1, 1)).toBe(0);
  });

  it.each([
    ["two outputs", (x: number, y: number) => [x * x + y * y, 0.25]],
    ["one output", (x: number, y: number) => [0.5 + (x * x + y * y - 0.25)]],
  ])("are divided by a line through the places where none leads, with %s", (_, outputs) => {
    const segments = contourOf(gridOf(64, outputs));
    expect(segments.length).toBeGreaterThan(60);
    for (const [x, y] of segments) {
      const radius = Math.hypot((2 * x) / 64 - 1, 1 - (2 * y) / 64);
      expect(radius).toBeCloseTo(0.5, 2);
    }
  });

  it("have no line where all is one class", () => {
    expect(contourOf(gridOf(8, () => [1, 0]))).toEqual([]);
  });
});
