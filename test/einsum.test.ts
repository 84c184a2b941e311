import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gradients } from "../src/autodiff/reverse.ts";
import { evaluate } from "../src/backend/reference/evaluate.ts";
import { constant, parameter } from "../src/graph/leaves.ts";
import type { Tensor } from "../src/graph/tensor.ts";
import { einsum } from "../src/ops/einsum.ts";
import { hostArray, toNested, type HostArray, type Nested } from "../src/tensor/hostArray.ts";
import { sizeOf, stridesOf, type Shape } from "../src/tensor/shape.ts";

const valueOf = (x: Tensor): Nested => toNested(evaluate(x));
const counting = (shape: Shape): HostArray =>
  hostArray(
    Float64Array.from({ length: sizeOf(shape) }, (_, i) => i + 1),
    shape,
  );
const m = constant([[1, 2], [3, 4]]); // prettier-ignore

/** The sum as it is written: one loop over every letter, the product of all operands at each turn. */
function naive(
  operands: readonly string[],
  output: string,
  arrays: readonly HostArray[],
): Map<string, number> {
  const letters = [...new Set(operands.join(""))];
  const size = (letter: string): number => {
    const k = operands.findIndex((own) => own.includes(letter));
    return arrays[k]!.shape[operands[k]!.indexOf(letter)]!;
  };
  const sums = new Map<string, number>();
  const loop = (depth: number, index: Record<string, number>): void => {
    const letter = letters[depth];
    if (letter === undefined) {
      const factors = operands.map((own, k) => {
        const strides = stridesOf(arrays[k]!.shape);
        return arrays[k]!.data[
          strides.reduce((place, stride, axis) => place + stride * index[own[axis]!]!, 0)
        ]!;
      });
      const place = Array.from(output, (out) => index[out]).join();
      sums.set(place, (sums.get(place) ?? 0) + factors.reduce((product, x) => product * x, 1));
      return;
    }
    for (let i = 0; i < size(letter); i++) loop(depth + 1, { ...index, [letter]: i });
  };
  loop(0, {});
  return sums;
}

/** Every index of a shape in row-major order, as `naive` writes them. */
function indices([size, ...rest]: Shape): string[] {
  if (size === undefined) return [""];
  return Array.from({ length: size }, (_, i) =>
    indices(rest).map((tail) => (tail === "" ? String(i) : `${i},${tail}`)),
  ).flat();
}

describe("einsum", () => {
  it("writes the products of linear algebra", () => {
    const v = constant([1, 10]);
    expect(valueOf(einsum("ij,jk->ik", m, m))).toEqual([[7, 10], [15, 22]]); // prettier-ignore
    expect(valueOf(einsum("ij,j->i", m, v))).toEqual([21, 43]);
    expect(valueOf(einsum("i,i->", v, v))).toBe(101);
    expect(valueOf(einsum("i,j->ij", v, v))).toEqual([[1, 10], [10, 100]]); // prettier-ignore
    expect(valueOf(einsum("ij,ij->ij", m, m))).toEqual([[1, 4], [9, 16]]); // prettier-ignore
    expect(valueOf(einsum("bij,bjk->bik", constant([[[1, 2]], [[3, 4]]]), constant([[[1], [1]], [[2], [2]]])))).toEqual([[[3]], [[14]]]); // prettier-ignore
  });

  it("transposes, sums and walks diagonals of one operand", () => {
    expect(valueOf(einsum("ij->ji", m))).toEqual([[1, 3], [2, 4]]); // prettier-ignore
    expect(valueOf(einsum("ij->i", m))).toEqual([3, 7]);
    expect(valueOf(einsum("ij->", m))).toBe(10);
    expect(valueOf(einsum("ii->i", m))).toEqual([1, 4]);
    expect(valueOf(einsum("ii->", m))).toBe(5);
    expect(valueOf(einsum("->", constant(7)))).toBe(7);
    expect(valueOf(einsum(",i->i", constant(2), constant([1, 2])))).toEqual([2, 4]);
  });

  it("without an arrow keeps the letters that occur once, in alphabetical order", () => {
    expect(einsum("kj,ji", m, m).attributes).toEqual({ spec: "kj,ji->ik" });
    expect(einsum("ii", m).attributes).toEqual({ spec: "ii->" });
    expect(einsum(" i j , j k -> i k ", m, m).attributes).toEqual({ spec: "ij,jk->ik" });
  });

  it("sums over an empty axis to zeros", () => {
    const result = einsum("ij,jk->ik", constant(counting([2, 0])), constant(counting([0, 3])));
    expect(valueOf(result)).toEqual([[0, 0, 0], [0, 0, 0]]); // prettier-ignore
  });

  it("agrees with loops over all indices, for any spec", () => {
    const sizes: Record<string, number> = { i: 2, j: 3, k: 1, l: 2 };
    const letters = fc.array(fc.constantFrom(...Object.keys(sizes)), { maxLength: 3 });
    const spec = fc.array(letters, { minLength: 1, maxLength: 4 }).chain((operands) =>
      fc.tuple(
        fc.constant(operands.map((own) => own.join(""))),
        fc.shuffledSubarray([...new Set(operands.flat())]).map((output) => output.join("")),
      ),
    );
    fc.assert(
      fc.property(spec, ([operands, output]) => {
        const arrays = operands.map((own) => counting(Array.from(own, (letter) => sizes[letter]!)));
        const { shape, data } = evaluate(
          einsum(`${operands.join(",")}->${output}`, ...arrays.map((array) => constant(array))),
        );
        const expected = naive(operands, output, arrays);
        expect([...data]).toEqual(indices(shape).map((place) => expected.get(place)));
      }),
    );
  });

  it("has gradients through summed, shared and repeated letters", () => {
    const x: Tensor = parameter("x", [[1, 2], [3, 4]]); // prettier-ignore
    const slope = (y: Tensor): Nested => valueOf(gradients(y, [x])[0]);
    expect(slope(einsum("ii->", x))).toEqual([[1, 0], [0, 1]]); // prettier-ignore
    expect(slope(einsum("ij->", x))).toEqual([[1, 1], [1, 1]]); // prettier-ignore
    expect(slope(einsum("ij,j->", x, constant([5, 7])))).toEqual([[5, 7], [5, 7]]); // prettier-ignore
    expect(slope(einsum("ij,ij->", x, x))).toEqual([[2, 4], [6, 8]]); // prettier-ignore
    expect(slope(einsum("ii,i->", x, constant([5, 7])))).toEqual([[5, 0], [0, 7]]); // prettier-ignore
  });

  it("contracts ∂C/∂y with the three-way tensor ∂y/∂W as the chain rule is written", () => {
    // y = W a: ∂yᵢ/∂W_jk = δᵢⱼ a_k, so ∂C/∂W must be the outer product of ∂C/∂y and a.
    const [dCdy, a, delta] = [constant([2, 3]), constant([5, 7, 11]), constant([[1, 0], [0, 1]])]; // prettier-ignore
    const dydW = einsum("ij,k->ijk", delta, a);
    expect(valueOf(einsum("i,ijk->jk", dCdy, dydW))).toEqual([[10, 14, 22], [15, 21, 33]]); // prettier-ignore
  });
});

describe("einsum refuses", () => {
  it("a spec that cannot be read, with the position", () => {
    expect(() => einsum("ij,j1->i", m, m)).toThrow(
      'einsum(): "1" at position 5 of "ij,j1->i" must be a letter, a comma or "->"',
    );
    expect(() => einsum("ij->i->j", m)).toThrow('"-" at position 6 of "ij->i->j" must be a letter');
    expect(() => einsum("i-j", m)).toThrow('"-" at position 2');
    expect(() => einsum("...i->i", m)).toThrow('"." at position 1');
    expect(() => einsum("ij->ii", m)).toThrow('"i" at position 6 of "ij->ii" is in the result twice');
    expect(() => einsum("ij->k", m)).toThrow(
      '"k" at position 5 of "ij->k" is in the result, but in no operand',
    );
  });

  it("operands that do not fit the spec", () => {
    expect(() => einsum("ij,jk->ik", m)).toThrow('"ij,jk->ik" has 2 operands, got 1 tensors');
    expect(() => einsum("i->i", m)).toThrow(
      '"i->i" gives operand 1 the letters "i", which must be one for each axis, got [2, 2]',
    );
  });

  it("a letter with two sizes, even if one of them is 1", () => {
    const row = constant([[1, 2, 3]]);
    expect(() => einsum("ij,jk->ik", m, row)).toThrow(
      'einsum(): "ij,jk->ik": letter j must have one size, got 2 in operand 1 [2, 2] and 1 in operand 2 [1, 3]; ' +
        "a size of 1 does not stretch here, reshape it away",
    );
    expect(() => einsum("ij,kj->ik", m, row)).toThrow(
      "got 2 in operand 1 [2, 2] and 3 in operand 2 [1, 3]; use two letters",
    );
  });
});
