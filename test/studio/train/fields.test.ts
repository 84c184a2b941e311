import { describe, expect, it } from "vitest";
import { number, percent, powerOfTen } from "../../../apps/studio/src/parts/format.ts";
import { positive, sizes, whole } from "../../../apps/studio/src/parts/numbers.ts";
import { movePen } from "../../../apps/studio/src/train/question/keyboardPen.ts";

describe("texts of fields", () => {
  it("are numbers or nothing", () => {
    expect(["0.5", " 3 ", "0,5", "1e-3", "0", "-1", "", "x", "Infinity"].map(positive)).toEqual([
      ...[0.5, 3, 0.5, 0.001],
      ...[undefined, undefined, undefined, undefined, undefined],
    ]);
    expect(["7", "0", "11", "1.5", ""].map(whole(1, 10))).toEqual([
      7,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("are sizes of layers, of which there may be none", () => {
    expect(["30", "30, 20", "30 20", "", "30,", "0", "30, x", "5000"].map(sizes)).toEqual([
      ...[[30], [30, 20], [30, 20], [], [30]],
      ...[undefined, undefined, undefined],
    ]);
  });
});

describe("numbers as the studio writes them", () => {
  it("have four digits, a minus that is one, and a power of ten where they are far from 1", () => {
    expect([0.0637, -12, 3.2e-7, -4e9, 0, Number.NaN, -Infinity].map((value) => number(value))).toEqual([
      ...["0.06370", "−12.00", "3.20×10⁻⁷", "−4.00×10⁹", "0", "NaN", "−∞"],
    ]);
    expect(percent(0.9345)).toBe("93.5 %");
    expect([-9, -2, 0, 0.5, 12].map(powerOfTen)).toEqual(["10⁻⁹", "0.01", "1", "3", "10¹²"]);
  });
});

describe("the keyboard's pen", () => {
  it("draws while it is down, and not while it is up", () => {
    const up = movePen(null, [], "ArrowLeft", false)!;
    expect(up.strokes).toEqual([]);
    const down = movePen(up.pen, up.strokes, " ", false)!;
    const drawn = movePen(down.pen, down.strokes, "ArrowDown", true)!;
    expect(drawn.strokes).toHaveLength(1);
    expect(drawn.strokes[0]).toHaveLength(2);
    expect(drawn.pen.y).toBeGreaterThan(down.pen.y);
    const lifted = movePen(drawn.pen, drawn.strokes, " ", false)!;
    expect(movePen(lifted.pen, lifted.strokes, "ArrowUp", false)!.strokes).toBe(drawn.strokes);
    expect(movePen(lifted.pen, lifted.strokes, "Backspace", false)!.strokes).toEqual([]);
  });

  it("stays on the pad, and leaves other keys alone", () => {
    let pen = { x: 0.5, y: 0.5, isDown: false };
    for (let i = 0; i < 50; i++) pen = movePen(pen, [], "ArrowRight", true)!.pen;
    expect(pen.x).toBeLessThan(1);
    expect(movePen(pen, [], "Tab", false)).toBeUndefined();
  });
});
