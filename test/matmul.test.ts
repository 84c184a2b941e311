import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import { evaluate } from "../src/backend/reference/evaluate.ts";
import { constant, input } from "../src/graph/leaves.ts";
import type { Tensor } from "../src/graph/tensor.ts";
import { matmul } from "../src/ops/matmul.ts";
import { toNested, type Nested } from "../src/tensor/hostArray.ts";
import { sizeOf, type Shape } from "../src/tensor/shape.ts";

const valueOf = (x: Tensor): Nested => toNested(evaluate(x));
/** A tensor of that shape with the elements 0, 1, 2, … */
const counting = (shape: Shape): Tensor =>
  constant({ shape, data: Float64Array.from({ length: sizeOf(shape) }, (_, i) => i) });

describe("matmul", () => {
  it("treats a vector as one row or one column", () => {
    const w = constant([[1, 2, 3], [4, 5, 6]]); // prettier-ignore
    expect(valueOf(matmul(w, constant([1, 0, -1])))).toEqual([-2, -2]);
    expect(valueOf(matmul(constant([1, 10]), w))).toEqual([41, 52, 63]);
    expect(valueOf(matmul(constant([1, 2]), constant([3, 4])))).toBe(11);
  });

  it("stretches batches against each other", () => {
    const a = constant([[[1, 2]], [[3, 4]]]);
    expect(valueOf(matmul(a, constant([[1], [1]])))).toEqual([[[3]], [[7]]]);
    expect(matmul(counting([2, 1, 3, 4]), counting([5, 4, 2])).shape).toEqual([2, 5, 3, 2]);
  });

  it("agrees with the sum that defines it, whatever the sizes", () => {
    const size = fc.integer({ min: 0, max: 9 });
    fc.assert(
      fc.property(size, size, size, (m, k, n) => {
        const y = evaluate(matmul(counting([m, k]), counting([k, n]))).data;
        for (let i = 0; i < m; i++) {
          for (let j = 0; j < n; j++) {
            let expected = 0;
            for (let l = 0; l < k; l++) expected += (i * k + l) * (l * n + j);
            expect(y[i * n + j]).toBe(expected);
          }
        }
      }),
    );
  });

  it("is typed where the compiler knows the sizes, and refuses sizes that do not fit", () => {
    const [a, b] = [input("a", [2, 3]), input("b", [3, 4])];
    expectTypeOf(matmul(a, b)).toEqualTypeOf<Tensor<[2, 4]>>();
    const wide: Tensor = a;
    expect(() => matmul(wide, constant([[1, 2, 3]]))).toThrow(
      "matmul(): inner sizes must agree, got [2, 3] · [1, 3]: 3 is not 1; transpose the second",
    );
    expect(() => matmul(counting([3, 2]), counting([3, 4]))).toThrow("transpose the first");
    expect(() => matmul(counting([2, 3]), counting([4, 5]))).toThrow("check the order of the factors");
    expect(() => matmul(counting([]), counting([3]))).toThrow("for a scalar use multiply");
  });
});
