/**
 * Whole-number arithmetic for the compiler, so that the sizes of shapes can be added, multiplied and divided as types.
 *
 * Counting in tuples of length n would meet the compiler's recursion limit near 1000; 30 × 784 is 23520. So a number is
 * written as its decimal digits, least significant first (784 is `[4, 8, 7]`), and only single digits are counted.
 */
export type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/** The digits of a size, least significant first; `never` for what is not a whole number from 0 on. */
export type Digits<N extends number> = ReadDigits<`${N}`>;

type ReadDigits<
  Text extends string,
  Read extends Digit[] = [],
> = Text extends `${infer D extends Digit}${infer Rest}`
  ? ReadDigits<Rest, [D, ...Read]>
  : Text extends ""
    ? Read
    : never;

/** Digits as people write them, most significant first. */
export type Text<D extends Digit[], Written extends string = ""> = D extends [
  infer First extends Digit,
  ...infer Rest extends Digit[],
]
  ? Text<Rest, `${First}${Written}`>
  : Written;

/** Digits as a number type; `number` where a double cannot hold them exactly. */
export type FromDigits<D extends Digit[]> = Text<D> extends `${infer N extends number}` ? N : number;

/** x + y. */
export type Add<X extends Digit[], Y extends Digit[]> = MultiplyAdd<X, 1, Y>;

/** x · y by the school method: x · (y₀ + 10 · rest) = x · y₀ + 10 · (x · rest). */
export type Multiply<X extends Digit[], Y extends Digit[]> = Y extends [
  infer Y0 extends Digit,
  ...infer Higher extends Digit[],
]
  ? Multiply<X, Higher> extends infer Tens extends Digit[]
    ? MultiplyAdd<X, Y0, [0, ...Tens]>
    : never
  : [];

/**
 * x / y where the division leaves nothing over, else `never`; y must not be 0.
 *
 * Long division from the most significant digit on. `Prefix` is the part of x brought down so far and `Product` the
 * quotient so far times y: carrying the product instead of the remainder, nothing is ever subtracted.
 */
export type DivideExactly<
  X extends Digit[],
  Y extends Digit[],
  Prefix extends Digit[] = [],
  Product extends Digit[] = [],
  Quotient extends Digit[] = [],
> = X extends [...infer Lower extends Digit[], infer Next extends Digit]
  ? NextDigit<[Next, ...Prefix], Y, [0, ...Product]> extends [infer Q extends Digit, infer P extends Digit[]]
    ? DivideExactly<
        Lower,
        Y,
        [Next, ...Prefix],
        P,
        Quotient extends [] ? (Q extends 0 ? [] : [Q]) : [Q, ...Quotient]
      >
    : never
  : Compare<Product, Prefix> extends "equal"
    ? Quotient extends []
      ? [0]
      : Quotient
    : never;

/** The largest digit q with product + q · y ≤ prefix, and that sum. */
type NextDigit<Prefix extends Digit[], Y extends Digit[], Product extends Digit[], Q extends 0[] = []> =
  Add<Y, Product> extends infer More extends Digit[]
    ? Compare<More, Prefix> extends "greater"
      ? [Q["length"], Product]
      : NextDigit<Prefix, Y, More, [...Q, 0]>
    : never;

type Order = "less" | "equal" | "greater";

/** How x compares with y; a higher digit overrules all lower ones. */
type Compare<X extends Digit[], Y extends Digit[], SoFar extends Order = "equal"> = [...X, ...Y] extends []
  ? SoFar
  : Compare<Rest<X>, Rest<Y>, First<X> extends First<Y> ? SoFar : CompareDigits<First<X>, First<Y>>>;

type CompareDigits<A extends Digit, B extends Digit> = Unary[B] extends [...Unary[A], ...0[]]
  ? "less"
  : "greater";

/** x · d + y, digit by digit with a carry: every step counts to at most 9 · 9 + 9 + 8 = 98. */
type MultiplyAdd<X extends Digit[], D extends Digit, Y extends Digit[], Carry extends Digit = 0> = [
  ...X,
  ...Y,
] extends []
  ? Carry extends 0
    ? []
    : [Carry]
  : Split<[...Times<First<X>, D>, ...Unary[First<Y>], ...Unary[Carry]]["length"] & number> extends [
        infer Tens extends Digit,
        infer Ones extends Digit,
      ]
    ? [Ones, ...MultiplyAdd<Rest<X>, D, Rest<Y>, Tens>]
    : never;

type Split<N extends number> = `${N}` extends `${infer Tens extends Digit}${infer Ones extends Digit}`
  ? [Tens, Ones]
  : [0, N];

type First<X extends Digit[]> = X extends [infer D extends Digit, ...Digit[]] ? D : 0;
type Rest<X extends Digit[]> = X extends [Digit, ...infer R extends Digit[]] ? R : [];

/** A tuple of a · b elements: b zeros for each of a zeros. */
type Times<A extends Digit, B extends Digit> = Repeat<Unary[A], Unary[B]>;
type Repeat<Count extends 0[], Part extends 0[], Made extends 0[] = []> = Count extends [
  0,
  ...infer Left extends 0[],
]
  ? Repeat<Left, Part, [...Made, ...Part]>
  : Made;

type Unary = [
  [],
  [0],
  [0, 0],
  [0, 0, 0],
  [0, 0, 0, 0],
  [0, 0, 0, 0, 0],
  [0, 0, 0, 0, 0, 0],
  [0, 0, 0, 0, 0, 0, 0],
  [0, 0, 0, 0, 0, 0, 0, 0],
  [0, 0, 0, 0, 0, 0, 0, 0, 0],
];
