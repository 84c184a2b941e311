import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { depthsOf, layoutColumns, unitsShown } from "../../../src/explain/svg/layout.ts";
import { numberText, signedText, subscript } from "../../../src/explain/svg/numbers.ts";

describe("boxes in columns", () => {
  const size = fc.record({
    width: fc.integer({ min: 1, max: 200 }),
    height: fc.integer({ min: 1, max: 90 }),
  });

  it("do not touch, and stay within the picture", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(size, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 5 }),
        (columns) => {
          const {
            columns: placed,
            width,
            height,
          } = layoutColumns(
            columns,
            columns.slice(1).map(() => 40),
            10,
            5,
          );
          const boxes = placed.flat().map((box) => ({
            ...{ left: box.x - box.width / 2, right: box.x + box.width / 2 },
            ...{ top: box.y - box.height / 2, bottom: box.y + box.height / 2 },
          }));
          for (const [i, a] of boxes.entries()) {
            expect(a.left).toBeGreaterThanOrEqual(5);
            expect(a.right).toBeLessThanOrEqual(width - 5);
            expect(a.top).toBeGreaterThanOrEqual(5 - 1e-9);
            expect(a.bottom).toBeLessThanOrEqual(height - 5 + 1e-9);
            for (const b of boxes.slice(i + 1)) {
              const apart = a.right < b.left || b.right < a.left || a.bottom < b.top || b.bottom < a.top;
              expect(apart).toBe(true);
            }
          }
        },
      ),
    );
  });

  it("stand right of all that they use", () => {
    const depths = depthsOf(
      new Map([
        ["x", []],
        ["u", ["x"]],
        ["v", ["u", "x"]],
        ["y", []],
        ["C", ["v", "y"]],
      ]),
    );
    expect(Object.fromEntries(depths)).toEqual({ x: 0, u: 1, v: 2, y: 0, C: 3 });
  });
});

describe("the units shown of a layer", () => {
  it("are all of a narrow one, and of a wide one the first, the largest, the last and those wanted", () => {
    expect(unitsShown([3, 1, 2], [])).toEqual([0, 1, 2]);
    expect(unitsShown([0, 1, 2, -9, 4, 5, 6, 7, 8, 1], [])).toEqual([0, 3, 9]);
    expect(unitsShown([0, 1, 2, -9, 4, 5, 6, 7, 8, 1], [5, 99])).toEqual([0, 3, 5, 9]);
  });
});

describe("numbers in a diagram", () => {
  it("are written in plain characters", () => {
    expect(numberText(-0.08812, 4)).toBe("−0.0881");
    expect(numberText(9.535e-4, 4)).toBe("9.535·10⁻⁴");
    expect(numberText(-1e-12, 4)).toBe("−10⁻¹²");
    expect(numberText(Number.NaN, 4)).toBe("NaN");
    expect(signedText(0.5, 4)).toBe("+0.5");
    expect(signedText(0, 4)).toBe("0");
    expect(subscript([0, 11], 1)).toBe("₁,₁₂");
  });
});
