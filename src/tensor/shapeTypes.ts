import type { Add, Digit, Digits, DivideExactly, FromDigits, Multiply, Text } from "./typeArithmetic.ts";
import type { Shape } from "./shape.ts";

// The compiler's side of shape.ts: the same rules on tuples of literal sizes. A size that is only known as `number` and
// a shape of unknown rank (`number[]`) are let through; the check when the node is made has the last word.

/** What a rule gives where shapes do not fit: not a shape, and its message shows in the compiler's error. */
export interface ShapeMismatch<Message extends string> {
  readonly shapeMismatch: Message;
}

/**
 * `T` where the shapes fit, else the mismatch, which no argument satisfies: the type of a parameter that is checked
 * against the others. `Fits<R>` alone is `unknown`, to be intersected with a parameter's own type.
 */
// Here and in ResultShape the branches name what was inferred and not the rule: the compiler infers type parameters
// through the branches, and would find candidates for them inside the rule.
export type Fits<Result, T = unknown> =
  Result extends ShapeMismatch<infer Message> ? ShapeMismatch<Message> : T;

/** The shape of a result; of unknown rank after a mismatch, so that one mistake is reported once. */
export type ResultShape<Result> = [Result] extends [infer S extends Shape] ? S : number[];

/** A shape without `readonly`, as all rules return them: `[30, 784]`. */
export type Mutable<S extends Shape> = [...S];

/** Whether a shape's rank is unknown to the compiler. */
export type IsWideShape<S extends Shape> = number extends S["length"] ? true : false;

/** The shapes of a list of tensors. */
export type ShapesOf<Tensors extends readonly { readonly shape: Shape }[]> = {
  [I in keyof Tensors]: Mutable<Tensors[I]["shape"]>;
};

/** The shape two shapes stretch to: aligned at the last axis, sizes equal or one of them 1 (NumPy's broadcasting). */
export type Broadcast<A extends Shape, B extends Shape> =
  EitherWide<A, B> extends true ? number[] : Stretch<A, B>;

/** The shape of a matrix product, as `numpy.matmul` has it: batch axes stretch, a vector stands for one row or column. */
export type MatMul<A extends Shape, B extends Shape> = A extends readonly []
  ? ScalarProduct<A, B>
  : B extends readonly []
    ? ScalarProduct<A, B>
    : EitherWide<A, B> extends true
      ? number[]
      : Product<A, B>;

/** The shape with its last two axes exchanged. */
export type Transpose<A extends Shape> =
  IsWideShape<A> extends true
    ? number[]
    : A extends readonly [...infer Batch extends Shape, infer M extends number, infer N extends number]
      ? [...Batch, N, M]
      : ShapeMismatch<`transpose(): needs at least two axes, got ${Format<A>}; reshape it to a matrix first`>;

/** The shape with its axes in the order `P`: axis i of the result is axis `P[i]` of `A`. */
export type Permute<A extends Shape, P extends readonly number[]> =
  EitherWide<A, P> extends true
    ? number[]
    : number extends P[number]
      ? { -readonly [I in keyof A]: number }
      : [P["length"], Exclude<Extract<keyof A, `${number}`>, `${P[number]}`>] extends [A["length"], never]
        ? { -readonly [I in keyof P]: A[P[I] & number] }
        : ShapeMismatch<`permute(): the order must name each axis of ${Format<A>} once, from 0 on, got ${Format<P>}`>;

/** The new shape `B`, which must hold as many elements as `A`; one size may be -1 and follows from the others. */
export type Reshape<A extends Shape, B extends Shape> =
  IsWideShape<B> extends true
    ? number[]
    : number extends A["length"] | A[number] | B[number]
      ? Minus1Becomes<B, number>
      : Minus1s<B> extends []
        ? [Extract<Volume<A>, Volume<B>>] extends [never]
          ? ShapeMismatch<`reshape(): the number of elements must stay, got ${Format<A>} with ${Elements<A>} and ${Format<B>} with ${Elements<B>}`>
          : Mutable<B>
        : Minus1s<B> extends [-1]
          ? InferSize<A, B>
          : ShapeMismatch<`reshape(): one size at most may be -1, got ${Format<B>}`>;

/** The shape after a sum, mean, max, … over `Axes` (all where `undefined`); with `KeepDims` those axes stay, of size 1. */
export type Sum<
  A extends Shape,
  Axes extends number | readonly number[] | undefined,
  KeepDims extends boolean = false,
> = boolean extends KeepDims
  ? number[]
  : [Axes] extends [undefined]
    ? KeepDims extends true
      ? { -readonly [I in keyof A]: 1 }
      : []
    : IsWideShape<A> extends true
      ? number[]
      : [Axes] extends [number]
        ? Reduce<A, [Axes], KeepDims>
        : [Axes] extends [readonly number[]]
          ? Reduce<A, Axes, KeepDims>
          : number[];

/** The shape of tensors laid end to end along `Axis`: there the sizes add up, everywhere else they must be equal. */
export type Concat<Shapes extends readonly Shape[], Axis extends number> = number extends
  Shapes["length"] | Axis
  ? number[]
  : Shapes extends readonly [infer A extends Shape, ...infer More extends readonly Shape[]]
    ? IsWideShape<A> extends true
      ? number[]
      : Reduce<A, [Axis], true> extends Shape
        ? ConcatOnto<Mutable<A>, More, `${Axis}`>
        : ShapeMismatch<`concat(): ${Format<A>} has no axis ${Axis}`>
    : ShapeMismatch<"concat(): needs at least one tensor, got none">;

// One size against another.

/** The size of two that must be equal, the one that says more; `never` where they differ. */
type Equal<M, N> = [M] extends [N] ? M : [N] extends [M] ? N : OneOfSeveral<M, N>;

/** The size that two sizes stretch to; `never` where they do not. */
type StretchSize<M, N> = [M] extends [1] ? N : [N] extends [1] ? M : Equal<M, N>;

/** A size that is one of several may still fit at run time, so it counts as unknown. */
type OneOfSeveral<M, N> = true extends IsUnion<M> | IsUnion<N> ? number : never;
type IsUnion<T, Whole = T> = T extends unknown ? ([Whole] extends [T] ? false : true) : never;

type EitherWide<A extends Shape, B extends Shape> = number extends A["length"] | B["length"] ? true : false;

type AddSizes<M extends number, N extends number> = number extends M | N
  ? number
  : Add<Digits<M>, Digits<N>> extends infer Total extends Digit[]
    ? FromDigits<Total>
    : never;

// Broadcasting and products.

/** Broadcasting from the last axis on; `A` and `B` stay whole for the message. */
type Stretch<
  A extends Shape,
  B extends Shape,
  LeftA extends Shape = A,
  LeftB extends Shape = B,
  Done extends Shape = [],
> = LeftA extends readonly [...infer NextA extends Shape, infer M extends number]
  ? LeftB extends readonly [...infer NextB extends Shape, infer N extends number]
    ? [StretchSize<M, N>] extends [never]
      ? ShapeMismatch<`shapes must be equal or stretch (sizes equal or 1, aligned at the last axis), got ${Format<A>} and ${Format<B>}: ${M} is not ${N}`>
      : Stretch<A, B, NextA, NextB, [StretchSize<M, N>, ...Done]>
    : [...LeftA, ...Done]
  : [...LeftB, ...Done];

type ScalarProduct<
  A extends Shape,
  B extends Shape,
> = ShapeMismatch<`matmul(): a scalar has no axes to multiply along, got ${Format<A>} · ${Format<B>}; multiply elementwise`>;

type Product<A extends Shape, B extends Shape> = A extends readonly [infer K extends number]
  ? B extends readonly [...infer Batch extends Shape, infer L extends number, infer N extends number]
    ? IfInnerFits<A, B, K, L, [...Batch, N]>
    : IfInnerFits<A, B, K, B[0], []>
  : A extends readonly [...infer BatchA extends Shape, infer M extends number, infer K extends number]
    ? B extends readonly [...infer BatchB extends Shape, infer L extends number, infer N extends number]
      ? IfInnerFits<
          A,
          B,
          K,
          L,
          Stretch<BatchA, BatchB> extends infer Batch extends Shape
            ? [...Batch, M, N]
            : ShapeMismatch<`matmul(): batch axes must be equal or stretch, got ${Format<A>} · ${Format<B>}`>
        >
      : IfInnerFits<A, B, K, B[0], [...BatchA, M]>
    : never;

type IfInnerFits<A extends Shape, B extends Shape, K, L, Result> = [Equal<K, L>] extends [never]
  ? ShapeMismatch<`matmul(): inner sizes must agree, got ${Format<A>} · ${Format<B>}; transpose one of them?`>
  : Result;

// Axes.

/** Whether one of `Names` means the axis that has `Before` before it and `Left` from it on: `1` or, from the end, `-2`. */
type IsNamed<Names extends string, Before extends Shape, Left extends Shape> = true extends
  | (`${Before["length"]}` extends Names ? true : false)
  | (`-${Left["length"] & number}` extends Names ? true : false)
  ? true
  : false;

type Reduce<A extends Shape, Axes extends readonly number[], KeepDims extends boolean> = number extends
  Axes["length"] | Axes[number]
  ? number[]
  : Drop<A, `${Axes[number]}`, KeepDims> extends [infer Kept, infer Dropped extends Shape]
    ? Dropped["length"] extends Axes["length"]
      ? Kept
      : true extends { [I in keyof Axes]: IsUnion<Axes[I]> }[number]
        ? number[]
        : ShapeMismatch<`${Format<A>} has ${A["length"] & number} axes, each of which may be named once; got the axes ${Format<Axes>}`>
    : never;

/** The sizes that stay and those dropped. Counting the latter finds axes that are out of range or named twice. */
type Drop<
  Left extends Shape,
  Names extends string,
  KeepDims extends boolean,
  Before extends Shape = [],
  Kept extends Shape = [],
  Dropped extends Shape = [],
> = Left extends readonly [infer N extends number, ...infer Next extends Shape]
  ? IsNamed<Names, Before, Left> extends true
    ? Drop<
        Next,
        Names,
        KeepDims,
        [...Before, N],
        KeepDims extends true ? [...Kept, 1] : Kept,
        [...Dropped, N]
      >
    : Drop<Next, Names, KeepDims, [...Before, N], [...Kept, N], Dropped>
  : [Kept, Dropped];

type ConcatOnto<A extends Shape, More extends readonly Shape[], Axis extends string> = More extends readonly [
  infer B extends Shape,
  ...infer Later extends readonly Shape[],
]
  ? IsWideShape<B> extends true
    ? number[]
    : Join<A, B, Axis> extends infer Joined
      ? Joined extends Shape
        ? ConcatOnto<Joined, Later, Axis>
        : ShapeMismatch<`concat(): sizes off axis ${Axis} must be equal, got ${Format<A>} and ${Format<B>}`>
      : never
  : A;

/** Two shapes end to end; `never` where they differ off the axis. */
type Join<
  A extends Shape,
  B extends Shape,
  Axis extends string,
  Done extends Shape = [],
> = A extends readonly [infer M extends number, ...infer NextA extends Shape]
  ? B extends readonly [infer N extends number, ...infer NextB extends Shape]
    ? IsNamed<Axis, Done, A> extends true
      ? Join<NextA, NextB, Axis, [...Done, AddSizes<M, N>]>
      : [Equal<M, N>] extends [never]
        ? undefined
        : Join<NextA, NextB, Axis, [...Done, Equal<M, N>]>
    : undefined
  : B extends readonly []
    ? Done
    : undefined;

// Reshaping.

type Minus1s<B extends Shape, Found extends -1[] = []> = B extends readonly [
  infer N,
  ...infer Next extends Shape,
]
  ? Minus1s<Next, N extends -1 ? [...Found, -1] : Found>
  : Found;

type Minus1Becomes<B extends Shape, N extends number> = {
  -readonly [I in keyof B]: B[I] extends -1 ? N : B[I];
};

/** The digits of the number of elements; a -1 counts as 1. */
type Volume<S extends Shape, Done extends Digit[] = [1]> = 0 extends S[number]
  ? [0]
  : S extends readonly [infer N extends number, ...infer Next extends Shape]
    ? N extends -1
      ? Volume<Next, Done>
      : Multiply<Done, Digits<N>> extends infer More extends Digit[]
        ? Volume<Next, More>
        : never
    : Done;

/** The number of elements as messages print it; `?` where a size is no whole number from 0 on. */
type Elements<S extends Shape> = [Volume<S>] extends [never] ? "?" : Text<Volume<S>>;

type InferSize<A extends Shape, B extends Shape> = 0 extends B[number]
  ? ShapeMismatch<`reshape(): -1 cannot be inferred beside a size of 0, got ${Format<B>}`>
  : [DivideExactly<Volume<A>, Volume<B>>] extends [never]
    ? ShapeMismatch<`reshape(): ${Format<A>} holds ${Elements<A>} elements, which the other sizes of ${Format<B>} do not divide`>
    : Minus1Becomes<B, FromDigits<DivideExactly<Volume<A>, Volume<B>>>>;

// Messages.

/** A shape as messages print it. */
type Format<S extends Shape> = IsWideShape<S> extends true ? "number[]" : `[${Listed<S>}]`;

type Listed<S extends Shape, Before extends string = ""> = S extends readonly [
  infer N extends number,
  ...infer Next extends Shape,
]
  ? Listed<Next, `${Before}${Before extends "" ? "" : ", "}${number extends N ? "number" : `${N}`}`>
  : Before;
