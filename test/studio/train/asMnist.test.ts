import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asMnist } from "../../../apps/studio/src/train/question/asMnist.ts";

const point = fc.record({
  x: fc.double({ min: 0, max: 1, noNaN: true }),
  y: fc.double({ min: 0, max: 1, noNaN: true }),
});
const drawing = fc.array(fc.array(point, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 4 });

/** The first and last row and column with ink, and the centre of mass. */
function measure(pixels: Float32Array) {
  const inked = [...pixels.keys()].filter((i) => pixels[i]! > 0);
  const xs = inked.map((i) => i % 28);
  const ys = inked.map((i) => Math.floor(i / 28));
  const mass = inked.reduce((sum, i) => sum + pixels[i]!, 0);
  const mean = (at: number[]) => inked.reduce((sum, i, k) => sum + pixels[i]! * at[k]!, 0) / mass;
  return {
    width: Math.max(...xs) - Math.min(...xs) + 1,
    height: Math.max(...ys) - Math.min(...ys) + 1,
    centre: [mean(xs), mean(ys)] as const,
  };
}

describe("a drawing as MNIST would have it", () => {
  it("is blank where nothing was drawn", () => {
    expect(asMnist([])).toEqual(new Float32Array(784));
  });

  it("fits into 20×20 pixels, with its centre of mass in the middle where the picture has room", () => {
    fc.assert(
      fc.property(drawing, (strokes) => {
        const pixels = asMnist(strokes);
        expect(pixels.every((value) => value >= 0 && value <= 1)).toBe(true);
        const { width, height, centre } = measure(pixels);
        expect(Math.max(width, height)).toBeLessThanOrEqual(20);
        // The box of 20 can be moved by 4 pixels to each side, and no further.
        for (const at of centre) expect(Math.abs(at - 14)).toBeLessThanOrEqual(6.5);
      }),
    );
  });

  it("is the same wherever on the pad it is drawn, and however large", () => {
    const seven = [
      [
        { x: 0.2, y: 0.1 },
        { x: 0.8, y: 0.1 },
        { x: 0.4, y: 0.9 },
      ],
    ];
    const small = seven.map((stroke) => stroke.map(({ x, y }) => ({ x: 0.5 + 0.3 * x, y: 0.3 * y })));
    const [large, other] = [asMnist(seven), asMnist(small)];
    large.forEach((value, i) => {
      expect(other[i]).toBeCloseTo(value, 5);
    });
    const { height, centre } = measure(large);
    expect(height).toBeGreaterThanOrEqual(19);
    for (const at of centre) expect(Math.abs(at - 14)).toBeLessThanOrEqual(0.5);
  });

  it("shows a dot as a dot", () => {
    const { width, height, centre } = measure(asMnist([[{ x: 0.1, y: 0.9 }]]));
    expect(width).toBeLessThanOrEqual(5);
    expect(height).toBe(width);
    for (const at of centre) expect(Math.abs(at - 14)).toBeLessThanOrEqual(0.5);
  });
});
