import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import { evaluate } from "../src/backend/reference/evaluate.ts";
import { constant, input } from "../src/graph/leaves.ts";
import type { Tensor } from "../src/graph/tensor.ts";
import { broadcastTo } from "../src/ops/broadcast.ts";
import { concat } from "../src/ops/concat.ts";
import { cumulativeSum } from "../src/ops/cumulativeSum.ts";
import { identity } from "../src/ops/identity.ts";
import { matmul } from "../src/ops/matmul.ts";
import { oneHot } from "../src/ops/oneHot.ts";
import { outer } from "../src/ops/outer.ts";
import { pad } from "../src/ops/pad.ts";
import { reshape } from "../src/ops/reshape.ts";
import { slice, sliceAxis } from "../src/ops/slice.ts";
import { stack } from "../src/ops/stack.ts";
import { stopGradient } from "../src/ops/stopGradient.ts";
import { sum } from "../src/ops/sum.ts";
import { sumTo } from "../src/ops/sumTo.ts";
import { take } from "../src/ops/take.ts";
import { takeAdjoint } from "../src/ops/takeAdjoint.ts";
import { transpose } from "../src/ops/transpose.ts";
import { toNested, type ArrayLike, type Nested } from "../src/tensor/hostArray.ts";
import { sizeOf, type Shape } from "../src/tensor/shape.ts";

const valueOf = (x: Tensor): Nested => toNested(evaluate(x));
const int = (value: ArrayLike): Tensor => constant(value, "int");
/** A tensor of that shape with the elements 0, 1, 2, … */
const counting = (shape: Shape): Tensor =>
  constant({ shape, data: Float64Array.from({ length: sizeOf(shape) }, (_, i) => i) });
const shapes = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 });
const solidShapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });
/** A shape and one of its axes, which may be counted from the end. */
const shapeAndAxis = solidShapes.chain((shape) =>
  fc.tuple(fc.constant(shape), fc.integer({ min: -shape.length, max: shape.length - 1 })),
);

describe("transpose", () => {
  it("exchanges the last two axes", () => {
    expect(valueOf(transpose(constant([[1, 2, 3], [4, 5, 6]])))).toEqual([[1, 4], [2, 5], [3, 6]]); // prettier-ignore
    expectTypeOf(transpose(input("x", [5, 2, 3]))).toEqualTypeOf<Tensor<[5, 3, 2]>>();
  });

  it("puts axis order[i] in place i", () => {
    const y = transpose(input("x", [2, 3, 4]), [2, 0, 1]);
    expectTypeOf(y).toEqualTypeOf<Tensor<[4, 2, 3]>>();
    expect(y.shape).toEqual([4, 2, 3]);
    expect(valueOf(transpose(constant([[[1, 2]], [[3, 4]]]), [2, 0, 1]))).toEqual([[[1], [3]], [[2], [4]]]); // prettier-ignore
  });

  it("done and undone changes nothing, for any order", () => {
    const shapeAndOrder = shapes.chain((shape) =>
      fc.tuple(fc.constant(shape), fc.shuffledSubarray([...shape.keys()], { minLength: shape.length })),
    );
    fc.assert(
      fc.property(shapeAndOrder, ([shape, order]) => {
        const x = counting(shape);
        const back = order.map((_, axis) => order.indexOf(axis));
        expect(evaluate(transpose(transpose(x, order), back))).toEqual(evaluate(x));
      }),
    );
  });

  it("refuses an order that is no permutation, and a vector without one", () => {
    const message = "transpose(): the order must name each axis of [2, 3] once, from 0 on, got [0, 0]";
    expect(() => transpose(counting([2, 3]), [0, 0])).toThrow(message);
    expect(() => transpose(counting([3]))).toThrow("transpose(): needs at least two axes, got [3]");
  });
});

describe("reshape", () => {
  it("keeps the elements in their order and infers one size", () => {
    const y = reshape(input("x", [2, 6]), [3, -1]);
    expectTypeOf(y).toEqualTypeOf<Tensor<[3, 4]>>();
    expect(y.attributes).toEqual({ shape: [3, 4] });
    expect(valueOf(reshape(counting([4]), [2, 2]))).toEqual([[0, 1], [2, 3]]); // prettier-ignore
  });

  it("refuses sizes that hold another number of elements", () => {
    expect(() => reshape(counting([2, 3]), [4])).toThrow(
      "reshape(): [2, 3] holds 6 elements, which [4] cannot",
    );
    expect(() => reshape(counting([2, 3]), [4, -1])).toThrow("which [4, -1] cannot");
    expect(() => reshape(counting([2, 3]), [-1, -1])).toThrow("one size at most may be -1, got [-1, -1]");
  });
});

describe("broadcastTo and sumTo", () => {
  it("repeat along axes of size 1 and new leading axes, and sum over them", () => {
    expect(valueOf(broadcastTo(constant([[1], [2]]), [2, 2, 3]))).toEqual([
      [[1, 1, 1], [2, 2, 2]], // prettier-ignore
      [[1, 1, 1], [2, 2, 2]], // prettier-ignore
    ]);
    expect(valueOf(sumTo(counting([2, 2, 3]), [2, 1]))).toEqual([
      [0 + 1 + 2 + 6 + 7 + 8],
      [3 + 4 + 5 + 9 + 10 + 11],
    ]);
    expect(valueOf(broadcastTo(constant(3), [0, 2]))).toEqual([]);
  });

  it("return x itself where there is nothing to do", () => {
    const x = counting([2, 3]);
    expect(broadcastTo(x, [2, 3])).toBe(x);
    expect(sumTo(x, [2, 3])).toBe(x);
  });

  it("are adjoint: the sum of copies is the element times their number", () => {
    fc.assert(
      fc.property(
        shapes,
        fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 2 }),
        fc.func(fc.boolean()),
        (large, lead, f) => {
          const small = large.map((size, axis) => (f(axis) ? 1 : size));
          const x = counting(small);
          const to = [...lead, ...large];
          const copies = sizeOf(small) === 0 ? 0 : sizeOf(to) / sizeOf(small);
          const back = evaluate(sumTo(broadcastTo(x, to), small)).data;
          expect(back).toEqual(evaluate(x).data.map((element) => element * copies));
        },
      ),
    );
  });

  it("refuse shapes that do not stretch", () => {
    expect(() => broadcastTo(counting([2, 3]), [3, 2])).toThrow(
      "broadcastTo(): [2, 3] does not stretch to [3, 2]",
    );
    expect(() => broadcastTo(counting([2, 3]), [3])).toThrow("broadcastTo(): [2, 3] does not stretch to [3]");
    expect(() => sumTo(counting([2, 3]), [2])).toThrow("sumTo(): [2] does not stretch to [2, 3]");
  });
});

describe("slice and pad", () => {
  it("cut a block out and put zeros around one", () => {
    expect(valueOf(slice(counting([3, 4]), [1, 2], [2, 2]))).toEqual([[6, 7], [10, 11]]); // prettier-ignore
    expect(valueOf(sliceAxis(counting([2, 3]), -1, 1, 2))).toEqual([[1, 2], [4, 5]]); // prettier-ignore
    expect(valueOf(pad(constant([[1, 2]]), [1, 0], [0, 1]))).toEqual([[0, 0, 0], [1, 2, 0]]); // prettier-ignore
  });

  it("undo each other", () => {
    fc.assert(
      fc.property(shapes, fc.func(fc.integer({ min: 0, max: 3 })), (shape, margin) => {
        const x = counting(shape);
        const before = shape.map((_, axis) => margin(axis));
        const after = shape.map((_, axis) => margin(axis + 10));
        expect(evaluate(slice(pad(x, before, after), before, shape))).toEqual(evaluate(x));
      }),
    );
  });

  it("refuse what is outside or negative", () => {
    expect(() => slice(counting([2, 3]), [0, 1], [2, 3])).toThrow("must lie inside [2, 3]");
    expect(() => slice(counting([2, 3]), [0], [2])).toThrow(
      "a start and a size for each axis, got start [0] and size [2]",
    );
    expect(() => slice(counting([3]), [-1], [1])).toThrow("must lie inside [3]");
    expect(() => pad(counting([3]), [-1], [0])).toThrow("got [-1] before and [0] behind; slice to cut off");
  });
});

describe("concat and stack", () => {
  it("lay tensors end to end and side by side", () => {
    const y = concat([input("a", [2, 3]), input("b", [2, 4])], -1);
    expectTypeOf(y).toEqualTypeOf<Tensor<[2, 7]>>();
    expect(valueOf(concat([constant([[1], [2]]), constant([[3, 4], [5, 6]])], 1))).toEqual([[1, 3, 4], [2, 5, 6]]); // prettier-ignore
    expect(valueOf(stack([constant([1, 2]), constant([3, 4])], -1))).toEqual([[1, 3], [2, 4]]); // prettier-ignore
    expect(valueOf(stack([constant(1), constant(2)]))).toEqual([1, 2]);
  });

  it("give back the whole from its slices", () => {
    fc.assert(
      fc.property(shapeAndAxis, fc.nat(), ([shape, axis], seed) => {
        const x = counting(shape);
        const size = shape.at(axis)!;
        const cut = seed % (size + 1);
        const parts = [sliceAxis(x, axis, 0, cut), sliceAxis(x, axis, cut, size - cut)];
        expect(evaluate(concat(parts, axis))).toEqual(evaluate(x));
      }),
    );
  });

  it("take the widest type", () => {
    expect(concat([int([1]), constant([2])], 0).dtype).toBe("real");
    expect(concat([int([1]), int([2])], 0).dtype).toBe("int");
  });

  it("refuse shapes that differ", () => {
    const parts: Tensor[] = [counting([2, 3]), counting([2, 4])];
    expect(() => concat(parts, 0)).toThrow("concat(): sizes off axis 0 must be equal, got [2, 3] and [2, 4]");
    expect(() => stack(parts)).toThrow("stack(): all shapes must be equal, got [2, 3] and [2, 4]");
    expect(() => concat([] as Tensor[], 0)).toThrow("needs at least one tensor");
    expect(() => stack([])).toThrow("needs at least one tensor");
  });
});

describe("take, takeAdjoint and oneHot", () => {
  const x = constant([[1, 2], [3, 4], [5, 6]]); // prettier-ignore

  it("take rows, add them back, and mark classes", () => {
    expect(valueOf(take(x, int([[2, 0], [2, 2]])))).toEqual([[[5, 6], [1, 2]], [[5, 6], [5, 6]]]); // prettier-ignore
    expect(valueOf(take(x, int(1)))).toEqual([3, 4]);
    expect(valueOf(takeAdjoint(x, int([1, 1, 0]), 3))).toEqual([[5, 6], [4, 6], [0, 0]]); // prettier-ignore
    expect(valueOf(oneHot(int([[1], [0]]), 2))).toEqual([[[0, 1]], [[1, 0]]]);
    expect(oneHot(int([1]), 2).dtype).toBe("real");
  });

  it("agree: taking rows is a product with one-hot rows, adding them back with its transpose", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 6 }), (rows) => {
        const hot = oneHot(int(rows), 3);
        expect(evaluate(take(x, int(rows)))).toEqual(evaluate(matmul(hot, x)));
        const y = counting([rows.length, 2]);
        expect(evaluate(takeAdjoint(y, int(rows), 3))).toEqual(evaluate(matmul(transpose(hot), y)));
      }),
    );
  });

  it("refuse an index without a row, when they run", () => {
    expect(() => evaluate(take(x, int([0, 3])))).toThrow(
      "take(): index 3 at place 1 names none of 3 rows; indices go from 0 to 2",
    );
    expect(() => evaluate(take(x, int([-1])))).toThrow("index -1 at place 0");
    expect(() => evaluate(take(x, int([0.5])))).toThrow("index 0.5 at place 0");
    expect(() => evaluate(takeAdjoint(x, int([0, 1, 2]), 2))).toThrow(
      "takeAdjoint(): index 2 at place 2 names none of 2 rows",
    );
    expect(() => evaluate(oneHot(int([4]), 4))).toThrow(
      "oneHot(): index 4 at place 0 names none of 4 classes",
    );
    expect(() => evaluate(take(counting([0, 2]), int([0])))).toThrow("there are none");
  });

  it("refuse indices that are not whole numbers, and rows without one", () => {
    expect(() => take(x, constant([0]))).toThrow("take(): the indices must be int, got real");
    expect(() => oneHot(constant([0]), 2)).toThrow("oneHot(): the classes must be int, got real");
    expect(() => take(counting([]), int([0]))).toThrow(
      "take(): the tensor must have at least 1 axis, got []",
    );
    expect(() => takeAdjoint(x, int([0, 1]), 2)).toThrow("got rows [3, 2] and indices [2]");
  });
});

describe("cumulativeSum", () => {
  it("sums from either end along any axis", () => {
    expect(valueOf(cumulativeSum(constant([[1, 2], [3, 4]]), 0))).toEqual([[1, 2], [4, 6]]); // prettier-ignore
    expect(valueOf(cumulativeSum(constant([[1, 2], [3, 4]]), -1, { reverse: true }))).toEqual([[3, 2], [7, 4]]); // prettier-ignore
  });

  it("ends with the sum", () => {
    fc.assert(
      fc.property(shapeAndAxis, fc.boolean(), ([shape, axis], reverse) => {
        const x = counting(shape);
        const last = reverse ? 0 : shape.at(axis)! - 1;
        const end = sliceAxis(cumulativeSum(x, axis, { reverse }), axis, last, 1);
        expect(evaluate(end)).toEqual(evaluate(sum(x, axis, { keepDims: true }) as Tensor));
      }),
    );
  });
});

describe("outer, identity and stopGradient", () => {
  it("have the values that they say", () => {
    expect(valueOf(outer(constant([1, 2]), constant([3, 4, 5])))).toEqual([[3, 4, 5], [6, 8, 10]]); // prettier-ignore
    expectTypeOf(outer(input("a", [2]), input("b", [3, 4]))).toEqualTypeOf<Tensor<[2, 3, 4]>>();
    expect(valueOf(outer(constant(2), constant([1, 2])))).toEqual([2, 4]);
    expect(valueOf(identity(constant([1, 2])))).toEqual([1, 2]);
    expect(valueOf(stopGradient(constant([1, 2])))).toEqual([1, 2]);
  });
});
