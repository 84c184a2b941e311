import { expectTypeOf, test } from "vitest";
import type { Shape } from "../src/tensor/shape.ts";
import type {
  Broadcast,
  Concat,
  Fits,
  IsWideShape,
  MatMul,
  Mutable,
  Permute,
  Reshape,
  ResultShape,
  ShapeMismatch,
  ShapesOf,
  Sum,
  Transpose,
} from "../src/tensor/shapeTypes.ts";

/** The message of a refused combination; `never` where it is accepted. */
type Message<R> = R extends ShapeMismatch<infer M> ? M : never;

test("shapes lose readonly, and an unknown rank is seen", () => {
  expectTypeOf<Mutable<readonly [30, 784]>>().toEqualTypeOf<[30, 784]>();
  expectTypeOf<Mutable<Shape>>().toEqualTypeOf<number[]>();
  expectTypeOf<IsWideShape<readonly number[]>>().toEqualTypeOf<true>();
  expectTypeOf<IsWideShape<[number, 3]>>().toEqualTypeOf<false>();
});

test("shapes stretch as NumPy's do", () => {
  expectTypeOf<Broadcast<[30, 784], readonly [784]>>().toEqualTypeOf<[30, 784]>();
  expectTypeOf<Broadcast<readonly [5, 1, 4], [3, 1]>>().toEqualTypeOf<[5, 3, 4]>();
  expectTypeOf<Broadcast<[], [2, 3]>>().toEqualTypeOf<[2, 3]>();
  expectTypeOf<Broadcast<[], []>>().toEqualTypeOf<[]>();
  expectTypeOf<Broadcast<[0], [1]>>().toEqualTypeOf<[0]>();
  expectTypeOf<
    Message<Broadcast<[2, 3], [4]>>
  >().toEqualTypeOf<"shapes must be equal or stretch (sizes equal or 1, aligned at the last axis), got [2, 3] and [4]: 3 is not 4">();
  expectTypeOf<Broadcast<[0], [2]>>().not.toExtend<Shape>();
});

test("sizes and ranks unknown to the compiler are let through when shapes stretch", () => {
  expectTypeOf<Broadcast<[number, 10], [10]>>().toEqualTypeOf<[number, 10]>();
  expectTypeOf<Broadcast<[number], [3]>>().toEqualTypeOf<[3]>();
  expectTypeOf<Broadcast<[1], [number]>>().toEqualTypeOf<[number]>();
  expectTypeOf<Broadcast<[number], [1]>>().toEqualTypeOf<[number]>();
  expectTypeOf<Broadcast<[number], [number]>>().toEqualTypeOf<[number]>();
  expectTypeOf<Broadcast<Shape, [2]>>().toEqualTypeOf<number[]>();
  expectTypeOf<Broadcast<[2], number[]>>().toEqualTypeOf<number[]>();
  expectTypeOf<Broadcast<[2 | 3], [4 | 3]>>().toEqualTypeOf<[number]>();
});

test("matrix products have the shapes of numpy.matmul", () => {
  expectTypeOf<MatMul<[30, 784], [784, 10]>>().toEqualTypeOf<[30, 10]>();
  expectTypeOf<MatMul<[784], readonly [784, 10]>>().toEqualTypeOf<[10]>();
  expectTypeOf<MatMul<readonly [30, 784], [784]>>().toEqualTypeOf<[30]>();
  expectTypeOf<MatMul<[784], [784]>>().toEqualTypeOf<[]>();
  expectTypeOf<MatMul<[8, 1, 2, 3], [5, 3, 4]>>().toEqualTypeOf<[8, 5, 2, 4]>();
  expectTypeOf<MatMul<[3], [5, 3, 4]>>().toEqualTypeOf<[5, 4]>();
  expectTypeOf<MatMul<[5, 2, 3], [3]>>().toEqualTypeOf<[5, 2]>();
  expectTypeOf<MatMul<[number, 784], [784, 30]>>().toEqualTypeOf<[number, 30]>();
  expectTypeOf<MatMul<[2, number], [784, 30]>>().toEqualTypeOf<[2, 30]>();
  expectTypeOf<MatMul<Shape, [784, 30]>>().toEqualTypeOf<number[]>();
});

test("matrix products that do not fit are refused with both shapes", () => {
  expectTypeOf<
    Message<MatMul<[2, 3], [4, 5]>>
  >().toEqualTypeOf<"matmul(): inner sizes must agree, got [2, 3] · [4, 5]; transpose one of them?">();
  expectTypeOf<MatMul<[1, 1], [4, 5]>>().not.toExtend<Shape>();
  expectTypeOf<MatMul<[2], [3]>>().not.toExtend<Shape>();
  expectTypeOf<
    Message<MatMul<[2, 2, 3], [4, 3, 5]>>
  >().toEqualTypeOf<"matmul(): batch axes must be equal or stretch, got [2, 2, 3] · [4, 3, 5]">();
  expectTypeOf<
    Message<MatMul<[], [4]>>
  >().toEqualTypeOf<"matmul(): a scalar has no axes to multiply along, got [] · [4]; multiply elementwise">();
  expectTypeOf<MatMul<number[], []>>().not.toExtend<Shape>();
});

test("axes are exchanged and permuted", () => {
  expectTypeOf<Transpose<readonly [2, 3]>>().toEqualTypeOf<[3, 2]>();
  expectTypeOf<Transpose<[7, 2, number]>>().toEqualTypeOf<[7, number, 2]>();
  expectTypeOf<Transpose<Shape>>().toEqualTypeOf<number[]>();
  expectTypeOf<
    Message<Transpose<[3]>>
  >().toEqualTypeOf<"transpose(): needs at least two axes, got [3]; reshape it to a matrix first">();
  expectTypeOf<Permute<readonly [2, 3, 4], readonly [2, 0, 1]>>().toEqualTypeOf<[4, 2, 3]>();
  expectTypeOf<Permute<[], []>>().toEqualTypeOf<[]>();
  expectTypeOf<Permute<[2, 3], [number, 1]>>().toEqualTypeOf<[number, number]>();
  expectTypeOf<Permute<[2, 3], number[]>>().toEqualTypeOf<number[]>();
  expectTypeOf<Permute<[2, 3], [0, 0]>>().not.toExtend<Shape>();
  expectTypeOf<Permute<[2, 3], [0, 2]>>().not.toExtend<Shape>();
  expectTypeOf<Permute<[2, 3], [0, 1, 2]>>().not.toExtend<Shape>();
  expectTypeOf<Permute<[2, 3], [1]>>().not.toExtend<Shape>();
});

test("a new shape must hold as many elements", () => {
  expectTypeOf<Reshape<[784, 30, 128], readonly [30, 100352]>>().toEqualTypeOf<[30, 100352]>();
  expectTypeOf<Reshape<[99999, 99999, 99999], [99999, 9999800001]>>().toEqualTypeOf<[99999, 9999800001]>();
  expectTypeOf<Reshape<[], [1, 1]>>().toEqualTypeOf<[1, 1]>();
  expectTypeOf<Reshape<[1], []>>().toEqualTypeOf<[]>();
  expectTypeOf<Reshape<[0, 5], [3, 0]>>().toEqualTypeOf<[3, 0]>();
  expectTypeOf<Reshape<[0], [1]>>().not.toExtend<Shape>();
  expectTypeOf<
    Message<Reshape<[2, 30], [6, 11]>>
  >().toEqualTypeOf<"reshape(): the number of elements must stay, got [2, 30] with 60 and [6, 11] with 66">();
  expectTypeOf<
    Message<Reshape<[4], [-2, -2]>>
  >().toEqualTypeOf<"reshape(): the number of elements must stay, got [4] with 4 and [-2, -2] with ?">();
  expectTypeOf<Reshape<[number, 784], [5, 28, 28]>>().toEqualTypeOf<[5, 28, 28]>();
  expectTypeOf<Reshape<[784], [number, 28]>>().toEqualTypeOf<[number, 28]>();
  expectTypeOf<Reshape<Shape, [5, 28, 28]>>().toEqualTypeOf<[5, 28, 28]>();
  expectTypeOf<Reshape<[5, 28], Shape>>().toEqualTypeOf<number[]>();
});

test("a size of -1 follows from the others", () => {
  expectTypeOf<Reshape<[10, 784], [10, 28, -1]>>().toEqualTypeOf<[10, 28, 28]>();
  expectTypeOf<Reshape<[30, 784], [-1]>>().toEqualTypeOf<[23520]>();
  expectTypeOf<Reshape<[1003, 7], [-1, 1003]>>().toEqualTypeOf<[7, 1003]>();
  expectTypeOf<Reshape<[99999, 10010], [10010, -1]>>().toEqualTypeOf<[10010, 99999]>();
  expectTypeOf<Reshape<[6], [6, -1]>>().toEqualTypeOf<[6, 1]>();
  expectTypeOf<Reshape<[0, 3], [-1, 3]>>().toEqualTypeOf<[0, 3]>();
  expectTypeOf<Reshape<[number, 28, 28], [-1, 784]>>().toEqualTypeOf<[number, 784]>();
  expectTypeOf<Reshape<Shape, [-1, 784]>>().toEqualTypeOf<[number, 784]>();
  expectTypeOf<
    Message<Reshape<[10], [3, -1]>>
  >().toEqualTypeOf<"reshape(): [10] holds 10 elements, which the other sizes of [3, -1] do not divide">();
  expectTypeOf<Reshape<[2], [4, -1]>>().not.toExtend<Shape>();
  expectTypeOf<Reshape<[4], [-1, -1]>>().not.toExtend<Shape>();
  expectTypeOf<Reshape<[0], [0, -1]>>().not.toExtend<Shape>();
});

test("sums drop their axes or keep them with size 1", () => {
  expectTypeOf<Sum<[2, 3], undefined>>().toEqualTypeOf<[]>();
  expectTypeOf<Sum<[2, 3], undefined, true>>().toEqualTypeOf<[1, 1]>();
  expectTypeOf<Sum<readonly [2, 3, 4], 1>>().toEqualTypeOf<[2, 4]>();
  expectTypeOf<Sum<[2, 3, 4], -1>>().toEqualTypeOf<[2, 3]>();
  expectTypeOf<Sum<[2, 3, 4], readonly [0, -1]>>().toEqualTypeOf<[3]>();
  expectTypeOf<Sum<readonly [2, 3, 4], [-2], true>>().toEqualTypeOf<[2, 1, 4]>();
  expectTypeOf<Sum<[2, 3], []>>().toEqualTypeOf<[2, 3]>();
  expectTypeOf<Sum<[number, 3], 0>>().toEqualTypeOf<[3]>();
});

test("sums over axes unknown to the compiler have an unknown rank", () => {
  expectTypeOf<Sum<[2, 3], number[]>>().toEqualTypeOf<number[]>();
  expectTypeOf<Sum<[2, 3], number>>().toEqualTypeOf<number[]>();
  expectTypeOf<Sum<[2, 3], 0 | 1>>().toEqualTypeOf<number[]>();
  expectTypeOf<Sum<[2, 3], 0 | undefined>>().toEqualTypeOf<number[]>();
  expectTypeOf<Sum<[2, 3], 0, boolean>>().toEqualTypeOf<number[]>();
  expectTypeOf<Sum<Shape, 0>>().toEqualTypeOf<number[]>();
  expectTypeOf<Sum<Shape, undefined>>().toEqualTypeOf<[]>();
});

test("axes out of range or named twice are refused", () => {
  expectTypeOf<
    Message<Sum<[2, 3], 2>>
  >().toEqualTypeOf<"[2, 3] has 2 axes, each of which may be named once; got the axes [2]">();
  expectTypeOf<Sum<[2, 3], -3>>().not.toExtend<Shape>();
  expectTypeOf<Sum<[], 0>>().not.toExtend<Shape>();
  expectTypeOf<Sum<[2, 3], [1, -1]>>().not.toExtend<Shape>();
  expectTypeOf<Sum<[2, 3], [1, 1]>>().not.toExtend<Shape>();
});

test("sizes add up along the axis of a concatenation", () => {
  expectTypeOf<Concat<[[2, 3], readonly [5, 3]], 0>>().toEqualTypeOf<[7, 3]>();
  expectTypeOf<Concat<[[2, 998], [2, 7], [2, 995]], -1>>().toEqualTypeOf<[2, 2000]>();
  expectTypeOf<Concat<[[2, 3], [2, 0]], 1>>().toEqualTypeOf<[2, 3]>();
  expectTypeOf<Concat<readonly [readonly [4]], 0>>().toEqualTypeOf<[4]>();
  expectTypeOf<Concat<[[number, 3], [5, 3]], 0>>().toEqualTypeOf<[number, 3]>();
  expectTypeOf<Concat<[[1, number], [5, 3]], 0>>().toEqualTypeOf<[6, 3]>();
  expectTypeOf<Concat<[[2, 3], Shape], 0>>().toEqualTypeOf<number[]>();
  expectTypeOf<Concat<[2, 3][], 0>>().toEqualTypeOf<number[]>();
  expectTypeOf<Concat<[[2, 3]], number>>().toEqualTypeOf<number[]>();
});

test("concatenations that do not fit are refused", () => {
  expectTypeOf<
    Message<Concat<[[2, 3], [2, 4]], 0>>
  >().toEqualTypeOf<"concat(): sizes off axis 0 must be equal, got [2, 3] and [2, 4]">();
  expectTypeOf<Message<Concat<[[2, 3], [2, 3]], 2>>>().toEqualTypeOf<"concat(): [2, 3] has no axis 2">();
  expectTypeOf<Concat<[[2, 3], [3]], 0>>().not.toExtend<Shape>();
  expectTypeOf<Concat<[[2], [2, 3]], 0>>().not.toExtend<Shape>();
  expectTypeOf<Concat<[], 0>>().not.toExtend<Shape>();
});

// The signatures that the ops use, on a tensor reduced to its shape.

interface Tensor<S extends Shape = Shape> {
  readonly shape: Readonly<S>;
}
type Operand<S extends Shape = Shape> = Tensor<S> | number;

declare function input<const S extends Shape>(name: string, shape: S): Tensor<Mutable<S>>;

// A plain number leaves A or B without a candidate, and the default says that it is a scalar.
declare function add<A extends Shape = [], B extends Shape = []>(
  a: Operand<A>,
  b: Fits<Broadcast<A, B>, Operand<B>>,
): Tensor<ResultShape<Broadcast<A, B>>>;

declare function matmul<A extends Shape, B extends Shape>(
  a: Tensor<A>,
  b: Fits<MatMul<A, B>, Tensor<B>>,
): Tensor<ResultShape<MatMul<A, B>>>;

declare function transpose<A extends Shape>(
  x: Fits<Transpose<A>, Tensor<A>>,
): Tensor<ResultShape<Transpose<A>>>;

// Literals are only inferred from a parameter whose type names the type parameter itself: hence the intersection.
declare function permute<A extends Shape, const P extends readonly number[]>(
  x: Tensor<A>,
  axes: P & Fits<Permute<A, P>>,
): Tensor<ResultShape<Permute<A, P>>>;

declare function reshape<A extends Shape, const B extends Shape>(
  x: Tensor<A>,
  shape: B & Fits<Reshape<A, B>>,
): Tensor<ResultShape<Reshape<A, B>>>;

declare function sum<
  A extends Shape,
  const Axes extends number | readonly number[] | undefined = undefined,
  KeepDims extends boolean = false,
>(
  x: Tensor<A>,
  axes?: Axes & Fits<Sum<A, Axes, KeepDims>>,
  options?: { readonly keepDims?: KeepDims },
): Tensor<ResultShape<Sum<A, Axes, KeepDims>>>;

declare function concat<const Tensors extends readonly Tensor[], Axis extends number = 0>(
  tensors: Tensors & Fits<Concat<ShapesOf<Tensors>, Axis>>,
  axis?: Axis,
): Tensor<ResultShape<Concat<ShapesOf<Tensors>, Axis>>>;

declare const someTensor: Tensor;
declare const someOperand: Operand<[3]>;
declare const someSizes: number[];
declare const batch: number;

// Only the compiler reads these calls: in type tests nothing runs.
const x = input("x", [2, 3]);

test("elementwise ops infer the stretched shape, with plain numbers on either side", () => {
  expectTypeOf(x).toEqualTypeOf<Tensor<[2, 3]>>();
  expectTypeOf(add(x, input("y", [3]))).toEqualTypeOf<Tensor<[2, 3]>>();
  expectTypeOf(add(input("y", [3]), x)).toEqualTypeOf<Tensor<[2, 3]>>();
  expectTypeOf(add(x, 2)).toEqualTypeOf<Tensor<[2, 3]>>();
  expectTypeOf(add(2, x)).toEqualTypeOf<Tensor<[2, 3]>>();
  expectTypeOf(add(1, 2)).toEqualTypeOf<Tensor<[]>>();
  expectTypeOf(add(x, someOperand)).toEqualTypeOf<Tensor<[2, 3]>>();
  expectTypeOf(add(x, someTensor)).toEqualTypeOf<Tensor<number[]>>();
  expectTypeOf(add(input("x", [batch, 10]), input("b", [10]))).toEqualTypeOf<Tensor<[number, 10]>>();
});

test("operands that do not stretch do not compile, and the mistake is reported once", () => {
  // @ts-expect-error: 3 is not 4
  const wrong = add(x, input("y", [4]));
  expectTypeOf(wrong).toEqualTypeOf<Tensor<number[]>>();
  expectTypeOf(add(wrong, x)).toEqualTypeOf<Tensor<number[]>>();
  // @ts-expect-error: known sizes are checked beside an unknown batch
  add(input("x", [batch, 10]), input("b", [11]));
  // @ts-expect-error: a string is neither a tensor nor a number
  add(x, "2");
});

test("matrix products and transposes are inferred and checked", () => {
  expectTypeOf(matmul(x, input("W", [3, 7]))).toEqualTypeOf<Tensor<[2, 7]>>();
  expectTypeOf(matmul(x, transpose(input("W", [7, 3])))).toEqualTypeOf<Tensor<[2, 7]>>();
  expectTypeOf(matmul(someTensor, x)).toEqualTypeOf<Tensor<number[]>>();
  // @ts-expect-error: inner sizes 3 and 2
  matmul(x, x);
  // @ts-expect-error: a number is no matrix
  matmul(x, 2);
  // @ts-expect-error: a vector has one axis only
  transpose(input("v", [3]));
});

test("a layer's literal sizes are followed through", () => {
  const W = input("W", [30, 784]);
  const b = input("b", [30]);
  const z = add(matmul(input("x", [batch, 784]), transpose(W)), b);
  expectTypeOf(z).toEqualTypeOf<Tensor<[number, 30]>>();
  // @ts-expect-error: W needs transposing
  matmul(input("x", [10, 784]), W);
});

test("orders of axes are inferred as literals and checked", () => {
  expectTypeOf(permute(input("x", [2, 3, 4]), [2, 0, 1])).toEqualTypeOf<Tensor<[4, 2, 3]>>();
  expectTypeOf(permute(x, someSizes)).toEqualTypeOf<Tensor<number[]>>();
  // @ts-expect-error: axis 0 twice
  permute(x, [0, 0]);
});

test("new shapes are inferred as literals and checked", () => {
  expectTypeOf(reshape(x, [3, 2])).toEqualTypeOf<Tensor<[3, 2]>>();
  expectTypeOf(reshape(x, [3, -1])).toEqualTypeOf<Tensor<[3, 2]>>();
  expectTypeOf(reshape(x, someSizes)).toEqualTypeOf<Tensor<number[]>>();
  expectTypeOf(reshape(someTensor, x.shape)).toEqualTypeOf<Tensor<[2, 3]>>();
  // @ts-expect-error: 6 elements are not 7
  reshape(x, [7]);
});

test("axes of a sum are inferred as literals and checked", () => {
  expectTypeOf(sum(x)).toEqualTypeOf<Tensor<[]>>();
  expectTypeOf(sum(x, 0)).toEqualTypeOf<Tensor<[3]>>();
  expectTypeOf(sum(x, [-1])).toEqualTypeOf<Tensor<[2]>>();
  expectTypeOf(sum(x, -1, { keepDims: true })).toEqualTypeOf<Tensor<[2, 1]>>();
  expectTypeOf(sum(x, undefined, { keepDims: true })).toEqualTypeOf<Tensor<[1, 1]>>();
  expectTypeOf(sum(x, someSizes)).toEqualTypeOf<Tensor<number[]>>();
  // @ts-expect-error: axes 0 and 1 only
  sum(x, 2);
  // @ts-expect-error: one axis twice
  sum(x, [0, -2]);
});

test("lists of tensors keep their shapes in a concatenation", () => {
  expectTypeOf(concat([x, input("y", [4, 3])])).toEqualTypeOf<Tensor<[6, 3]>>();
  expectTypeOf(concat([x, input("y", [2, 4])], -1)).toEqualTypeOf<Tensor<[2, 7]>>();
  expectTypeOf(concat([x, someTensor])).toEqualTypeOf<Tensor<number[]>>();
  // @ts-expect-error: 2 and 4 rows cannot lie side by side
  concat([x, input("y", [4, 3])], 1);
});

test("the shape that a result is assigned to does not change what is inferred", () => {
  const rows: Tensor<[4, 3]> = concat([x, x]);
  const column: Tensor<[2, 1]> = sum(matmul(x, transpose(x)), [1], { keepDims: true });
  expectTypeOf(rows).toEqualTypeOf<Tensor<[4, 3]>>();
  expectTypeOf(column).toEqualTypeOf<Tensor<[2, 1]>>();
  // @ts-expect-error: 2 + 2 rows are not 5
  const wrong: Tensor<[5, 3]> = concat([x, x]);
  expectTypeOf(wrong).toExtend<Tensor>();
});

test("shapes unknown to the compiler pass through every op", () => {
  expectTypeOf(concat([sum(add(matmul(someTensor, transpose(someTensor)), 1), 0)])).toExtend<Tensor>();
});
