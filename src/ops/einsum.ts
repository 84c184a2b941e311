import { applyStructural } from "../graph/apply.ts";
import { structural, type ReversePoint } from "../graph/op.ts";
import type { TensorOps } from "../graph/rules.ts";
import type { Tensor } from "../graph/tensor.ts";
import { contract } from "../tensor/contract.ts";
import { distinct, formatEinsum, letterSizes, parseEinsum, type EinsumSpec } from "../tensor/einsumSpec.ts";
import { ValueError } from "../util/errors.ts";
import { kroneckerDelta } from "./kroneckerDelta.ts";
import { sumType } from "./resultTypes.ts";

interface Indices {
  /** With its result written out and without spaces. */
  readonly spec: string;
}

export const einsumOp = structural<Indices>("einsum", {
  shape: (shapes, { spec }) => {
    const parsed = parseEinsum(spec);
    const sizes = letterSizes(parsed, shapes);
    return Array.from(parsed.output, (letter) => sizes.get(letter)!);
  },
  dtype: sumType,
  evaluate(inputs, { spec }, output) {
    contract(parseEinsum(spec), inputs, output.data);
  },
  lower: (k, inputs, { spec }) => {
    const { operands, output } = parseEinsum(spec);
    const letters = Array.from(distinct(output + operands.join("")));
    const sizes = letterSizes(
      { operands, output },
      inputs.map((x) => k.shapeOf(x)),
    );
    const space = letters.map((letter) => sizes.get(letter)!);
    const factors = inputs.map((x, i) => {
      const axesOf = (letter: string): number[] =>
        Array.from(operands[i]!).flatMap((own, axis) => (own === letter ? [axis] : []));
      return k.spread(x, space, letters.map(axesOf));
    });
    const terms = factors.reduce((x, y) => k.map((s, a, b) => s.multiply(a, b), [x, y]));
    const summed = letters.map((_, axis) => axis).slice(output.length);
    return k.reduce("sum", terms, summed);
  },
  vjp: (t, at, { spec }) => at.inputs.map((_, operand) => cotangent(t, at, parseEinsum(spec), operand)),
  jvp: "multilinear",
  explain: {
    latex: (...operands) => `\\sum ${operands.join(" ")}`,
    binds: "prefix",
    says: "multiplies elements that agree in their indices and sums over the indices that the result does not have",
    source:
      "Einstein, Die Grundlage der allgemeinen Relativitätstheorie, Annalen der Physik 354(7), 1916, section 5",
  },
  check: {
    cases: [
      {
        shapes: [
          [2, 3],
          [3, 4],
        ],
        attributes: { spec: "ij,jk->ik" },
      },
      { shapes: [[2], [2, 3, 4]], attributes: { spec: "i,ijk->jk" } },
      { shapes: [[3, 3]], attributes: { spec: "ii->" } },
      { shapes: [[3, 3]], attributes: { spec: "ii->i" } },
      { shapes: [[2, 3]], attributes: { spec: "ij->j" } },
      { shapes: [[2, 3, 2]], attributes: { spec: "iji->ji" } },
      { shapes: [[2, 2, 2], [2]], attributes: { spec: "iii,i->" } },
      {
        shapes: [
          [2, 3],
          [4, 5],
          [3, 4],
        ],
        attributes: { spec: "ij,kl,jk->il" },
      },
      { shapes: [[2, 3], [4]], attributes: { spec: "ij,k->ki" } },
      {
        shapes: [
          [5, 2, 3],
          [5, 3, 2],
        ],
        attributes: { spec: "bij,bjk->bik" },
      },
      { shapes: [[], [3]], attributes: { spec: ",i->i" } },
      { shapes: [[]], attributes: { spec: "->" } },
      {
        shapes: [
          [2, 0],
          [0, 3],
        ],
        attributes: { spec: "ij,jk->ik" },
      },
      { shapes: [[1], [1]], attributes: { spec: "i,i->" } },
    ],
  },
});

/**
 * A sum over indices (Einstein's convention): `einsum("ij,jk->ik", a, b)` is y_ik = Σⱼ a_ij b_jk.
 *
 * Each operand's axes get letters; elements that agree in their letters are multiplied, and letters that the result lacks
 * are summed over. A letter twice in one operand walks its diagonal. With respect to one operand the gradient is the same
 * sum with that operand and the result exchanged: ∂C/∂a_ij = Σₖ ∂C/∂y_ik b_jk.
 *
 * @param spec the letters of the operands, `->`, and those of the result; without an arrow the result has the letters that
 *   occur once, in alphabetical order
 * @param operands as many tensors as the spec names, with an axis for each letter
 * @returns an axis for each letter of the result
 * @throws ValueError where the spec cannot be read; ShapeError where ranks do not fit or a letter has two sizes (1 does not
 *   stretch)
 *
 * @example
 * ```ts
 * evaluate(einsum("ij,j->i", constant([[1, 2], [3, 4]]), constant([1, 10]))).data; // Float64Array [21, 43]
 * ```
 */
export function einsum(spec: string, ...operands: readonly Tensor[]): Tensor {
  return applyStructural(einsumOp, operands, { spec: formatEinsum(parseEinsum(spec)) });
}

/** ∂C/∂x for one operand x. */
function cotangent<T>(
  t: TensorOps<T>,
  { inputs, yBar, shapes }: ReversePoint<T>,
  { operands, output }: EinsumSpec,
  operand: number,
): T {
  const sizes = letterSizes({ operands, output }, shapes);
  const own = operands[operand]!;
  const once = distinct(own);
  const given = [output, ...operands.toSpliced(operand, 1)];
  // Letters of x that occur nowhere else were summed away: their gradient is the same for every index.
  const found = Array.from(once)
    .filter((letter) => given.some((letters) => letters.includes(letter)))
    .join("");
  const spec = formatEinsum({ operands: given, output: found });
  let xBar = t.einsum(spec, [yBar, ...inputs.toSpliced(operand, 1)]);
  if (found !== once) {
    const columns = Array.from(once, (letter) => (found.includes(letter) ? sizes.get(letter)! : 1));
    xBar = t.broadcast(
      t.reshape(xBar, columns),
      Array.from(once, (letter) => sizes.get(letter)!),
    );
  }
  return own === once ? xBar : ontoDiagonal(t, xBar, own, sizes);
}

/** Zeros but where the indices of equal letters are equal: a repeated letter is renamed and tied by Kronecker's delta. */
function ontoDiagonal<T>(t: TensorOps<T>, x: T, letters: string, sizes: ReadonlyMap<string, number>): T {
  const unused = Array.from("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ").filter(
    (l) => !letters.includes(l),
  );
  const deltas: { letters: string; delta: T }[] = [];
  const renamed = Array.from(letters, (letter, axis) => {
    if (letters.indexOf(letter) === axis) return letter;
    const fresh = unused.pop();
    if (fresh === undefined)
      throw new ValueError(`einsum(): no letters left to differentiate "${letters}"; split it up`);
    deltas.push({ letters: letter + fresh, delta: kroneckerDelta(t, sizes.get(letter)!) });
    return fresh;
  });
  const operands = [distinct(letters), ...deltas.map((tie) => tie.letters)];
  return t.einsum(formatEinsum({ operands, output: renamed.join("") }), [
    x,
    ...deltas.map(({ delta }) => delta),
  ]);
}
