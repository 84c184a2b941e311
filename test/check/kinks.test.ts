import { describe, expect, it } from "vitest";
import { compareGradients, gradientCheck } from "../../src/check/gradientCheck.ts";
import { constant, input } from "../../src/graph/leaves.ts";
import type { Tensor } from "../../src/graph/tensor.ts";
import { abs } from "../../src/ops/abs.ts";
import { add } from "../../src/ops/add.ts";
import { floor } from "../../src/ops/floor.ts";
import { multiply } from "../../src/ops/multiply.ts";
import { relu } from "../../src/ops/relu.ts";
import { sin } from "../../src/ops/sin.ts";
import { square } from "../../src/ops/square.ts";
import { sum } from "../../src/ops/sum.ts";

describe("kinks", () => {
  const x = input("x", []);
  /** Compares a claimed slope of f at a point. */
  const claim = (f: (x: Tensor) => Tensor, at: number, slope: number) => {
    const { verdict, variables } = compareGradients(f(x), [x], [constant(slope)], { x: at });
    return [verdict, variables[0]!.kinks];
  };

  it.each([0, 0.5, 1, 1e-9, 0.25])("accept %d as the slope of a ReLU at exactly 0, and count it", (slope) => {
    // The central difference is ½, with which ½ agrees without any look at the sides.
    expect(claim(relu, 0, slope)).toEqual(["pass", slope === 0.5 ? 0 : 1]);
  });

  it.each([-0.1, 1.1, -1, 2, -1e-4, 1.0001])("do not accept %d as the slope of a ReLU at 0", (slope) => {
    expect(claim(relu, 0, slope)).toEqual(["fail", 0]);
  });

  it("accept slopes from -1 to 1 for |x| at 0, and no others", () => {
    for (const slope of [-1, -0.3, 0.7, 1]) expect(claim(abs, 0, slope)).toEqual(["pass", 1]);
    for (const slope of [-1.01, 1.01, 5, Number.NaN]) expect(claim(abs, 0, slope)).toEqual(["fail", 0]);
  });

  it("accept slopes between the sides of a bent kink: x² + |x - 1| at 1 has 1 and 3", () => {
    const f = (v: Tensor): Tensor => add(square(v), abs(add(v, -1)));
    for (const slope of [1, 1.5, 3]) expect(claim(f, 1, slope)).toEqual(["pass", 1]);
    for (const slope of [0.99, 3.01]) expect(claim(f, 1, slope)).toEqual(["fail", 0]);
  });

  // The largest step is 6e-6: all these kinks are within it.
  const distances = [5e-6, 1e-6, 5e-7, 3e-7, 1e-7, 6e-8, 5e-8, 4e-8];
  it.each(distances)("%d away belong to the other side: only this side's slope is right", (distance) => {
    expect(claim(relu, distance, 1)[0]).toBe("pass");
    expect(claim(relu, -distance, 0)[0]).toBe("pass");
    expect(claim(relu, distance, 0)).toEqual(["fail", 0]);
    expect(claim(relu, -distance, 1)).toEqual(["fail", 0]);
    expect(claim(abs, distance, -1)).toEqual(["fail", 0]);
    // Nor is a slope between the sides right, unless the corner is too near to be told from the point.
    if (distance >= 1e-7) expect(claim(relu, distance, 0.9)).toEqual(["fail", 0]);
    const steep = (v: Tensor): Tensor => multiply(relu(v), 1e6);
    expect(claim(steep, distance, 1e6)[0]).toBe("pass");
    expect(claim(steep, distance, 0)).toEqual(["fail", 0]);
  });

  it.each([2e-8, 1e-8, 1e-10, 1e-15])("%d away never make a right slope fail", (distance) => {
    expect(claim(relu, distance, 1)[0]).toBe("pass");
    expect(claim(relu, -distance, 0)[0]).toBe("pass");
    expect(claim(relu, distance, 1.1)[0]).toBe("fail");
  });

  it("are not seen in smooth functions, however strongly bent", () => {
    const bent = (v: Tensor): Tensor => multiply(square(v), 1e6);
    for (const at of [0, 0.3, 1, -7]) {
      expect(claim(bent, at, 2e6 * at)).toEqual(["pass", 0]);
      const unit = Math.max(1, 2e6 * Math.abs(at));
      for (const error of [0.001, -0.01, 1, -2])
        expect(claim(bent, at, 2e6 * at + error * unit)).toEqual(["fail", 0]);
    }
    const fast = (v: Tensor): Tensor => sin(multiply(v, 1000));
    expect(claim(fast, 0.2, 1000 * Math.cos(200))).toEqual(["pass", 0]);
    expect(claim(fast, 0.2, 1001 * Math.cos(200))).toEqual(["fail", 0]);
  });

  it("on both sides of a point are stepped between", () => {
    const stairs = (v: Tensor): Tensor => add(relu(add(v, -4e-7)), relu(multiply(add(v, 4e-7), -1)));
    expect(claim(stairs, 0, 0)[0]).toBe("pass");
    expect(claim(stairs, 0, 0.5)).toEqual(["fail", 0]);
    expect(claim(stairs, 2e-7, 0)[0]).toBe("pass");
  });

  it("are not needed to follow a function that turns within the step", () => {
    const faster = (v: Tensor): Tensor => sin(multiply(v, 2e4));
    const slope = 2e4 * Math.cos(2e4 * 0.2);
    expect(claim(faster, 0.2, slope)).toEqual(["pass", 0]);
    expect(claim(faster, 0.2, 1.001 * slope)).toEqual(["fail", 0]);
  });

  it("are not seen in jumps, whose slopes grow without end", () => {
    expect(claim(floor, 1, 5)).toEqual(["fail", 0]);
    expect(claim(floor, 1.5, 0)).toEqual(["pass", 0]);
  });

  it("in a whole layer are counted one by one", () => {
    const v = input("v", [4]);
    const { verdict, variables } = gradientCheck(sum(relu(v)), [v], { v: [0, 1, 0, -1] });
    expect([verdict, variables[0]!.kinks, variables[0]!.checked]).toEqual(["pass", 2, 4]);
  });
});
