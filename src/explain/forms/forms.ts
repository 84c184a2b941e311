import { toNested, type HostArray } from "../../tensor/hostArray.ts";
import { sizeOf } from "../../tensor/shape.ts";
import { GradientError } from "../../util/errors.ts";
import { chosenPlaces } from "../checks.ts";
import type { Context } from "../context.ts";
import type { Element, Form, FormName, FormTensor, Numbers } from "../derivation.ts";
import { atPlaces, elementLatex, elementOf } from "../elements.ts";
import { evaluateEntries, evaluateEntriesAt } from "../indices/evaluation.ts";
import { matrixLatex } from "../matrices/matrix.ts";
import type { Quantity } from "../quantities.ts";
import type { HadamardForm } from "./hadamard.ts";
import { indexForm, placesOf } from "./indexForm.ts";
import { roundedArray, sameDigits } from "../writing.ts";
import { jacobianChains, jacobianMatrix, rowTimes, type JacobianChain } from "./jacobianForm.ts";
import { contracted, contractionsOf, type Contraction } from "./tensorForm.ts";

/** Up to how many numbers a Jacobian or a stack of partial derivatives is worked out. */
const MOST_WORKED_OUT = 60_000;
/** Up to how many numbers it is part of the derivation. */
const MOST_KEPT = 4096;
/** Up to how many terms all elements of an index form are summed up; of larger ones a sample. */
const MOST_ELEMENTS = 4096;
const FOCUSED_ELEMENTS = 64;

/**
 * A gradient in all four forms, each worked out from its own formula and compared with the gradient itself.
 *
 * @param indices the elements to show in the index form
 */
export function formsOf(
  x: Quantity,
  hadamard: HadamardForm,
  indices: readonly (readonly number[])[],
  context: Context,
): Record<FormName, Form> {
  const value = context.valueOf(context.gradientOf.get(x.node)!);
  return {
    hadamard: {
      formula: hadamard.formula,
      substituted: [hadamard.substituted],
      says: "Matrices and products element by element (⊙): the form that programs compute.",
      difference: differenceOf(hadamard.value, value),
    },
    index: indexOf(x, indices, value, context),
    jacobian: jacobianOf(x, value, context),
    tensor: tensorOf(x, value, context),
  };
}

/** The largest difference between two arrays, relative to the largest number of the second. */
export function differenceOf(a: HostArray, b: HostArray): number {
  return relative(a.data, b.data, b.data);
}

function indexOf(
  x: Quantity,
  indices: readonly (readonly number[])[],
  value: HostArray,
  context: Context,
): Form & { elements: Element[] } {
  const form = indexForm(x, context);
  const symbol = context.symbol(context.gradientOf.get(x.node)!);
  const bodies = indices.map((index) => atPlaces(form.body, placesOf(form.free, index)));
  const elements = bodies.map((body, i) => elementOf(body, indices[i]!, symbol, context));
  const places = chosenPlaces(value.data.length, context.isFocused ? FOCUSED_ELEMENTS : MOST_ELEMENTS);
  const numbers = evaluateEntriesAt(form.entries, context.valueOf, places);
  return {
    formula: form.formula,
    substituted: bodies.map((body, i) => elementLatex(body, elements[i]!, context)),
    says: "One element at a time: every product and every sum over an index is written out.",
    difference: relative(
      numbers,
      places.map((place) => value.data[place]!),
      value.data,
    ),
    elements,
  };
}

function jacobianOf(x: Quantity, value: HostArray, context: Context): Form {
  const chains = jacobianChains(x, context);
  const { digits } = context.convention;
  const left = rowName(x, context);
  const formula = `${left} = ${chains.map((chain) => chainLatex(chain, context)).join(" + ")}`;
  const says =
    "A row vector times Jacobian matrices, the outermost function first; ∂q/∂x has a row for each element of q and a column for each of x.";
  const sizes = chains.flatMap(({ factors }) =>
    factors.map(({ of, by }) => sizeOf(of.node.shape) * sizeOf(by.node.shape)),
  );
  if (Math.max(...sizes) > MOST_WORKED_OUT) {
    return { formula, substituted: [], says, omitted: tooLarge("The Jacobian", Math.max(...sizes)) };
  }
  const matrices = matricesOf(chains, context);
  if (matrices === undefined) {
    return {
      formula,
      substituted: [],
      says,
      omitted: `The Jacobian for ${x.symbol.name} is worked out in forward mode, and a function of your own has no forward rule; give it one to see it.`,
    };
  }
  const upstreams = chains.map(({ upstream }) => asRow(upstreamValue(upstream, context)));
  const total = multipliedOut(upstreams, matrices);
  const asShown = (one: HostArray): HostArray => roundedArray(one, digits);
  const fromDigits = multipliedOut(
    upstreams.map(asShown),
    matrices.map((factors) => factors.map(asShown)),
  );
  const relation = sameDigits(fromDigits, total, digits) ? "=" : "\\approx";
  const numbers = chains.map(({ upstream }, c) =>
    [...(upstream === context.cost ? [] : [upstreams[c]!]), ...matrices[c]!]
      .map((one) => matrixLatex(one, digits))
      .join(" "),
  );
  const result = matrixLatex(asRow(total), digits);
  return {
    formula,
    substituted: [
      `${left} = ${numbers.join(" + ") === result ? "" : `${numbers.join(" + ")} ${relation} `}${result}`,
    ],
    says,
    difference: differenceOf(total, value),
    tensors: chains.flatMap(({ factors }, c) =>
      factors.map(({ symbol }, i) => kept(symbol, matrices[c]![i]!)),
    ),
  };
}

/** Σ row · J · J′ over the chains. */
function multipliedOut(rows: readonly HostArray[], matrices: readonly (readonly HostArray[])[]): HostArray {
  return rows
    .map((row, c) => matrices[c]!.reduce((product, matrix) => rowTimes(product, matrix), row))
    .reduce((a, b) => ({ shape: a.shape, data: a.data.map((one, i) => one + b.data[i]!) }));
}

/** The Jacobians of each chain; undefined where a function has a reverse rule only. */
function matricesOf(chains: readonly JacobianChain[], context: Context): HostArray[][] | undefined {
  try {
    return chains.map(({ factors }) => factors.map((factor) => jacobianMatrix(factor, context)));
  } catch (error) {
    if (error instanceof GradientError) return undefined;
    throw error;
  }
}

function chainLatex({ upstream, factors }: JacobianChain, context: Context): string {
  const product = factors.map(({ symbol }) => symbol).join(" \\; ");
  if (upstream === context.cost) return product;
  return `${rowName(upstream, context)} \\; ${product}`;
}

/** A gradient as a row: (δ²)ᵀ; of a matrix all rows one after the other; a number stays as it is. */
function rowName({ node }: Quantity, context: Context): string {
  const { latex } = context.symbol(context.gradientOf.get(node)!);
  if (node.shape.length === 0) return latex;
  const flat = node.shape.length === 1 ? "" : "\\operatorname{vec}";
  return `${flat}\\left(${latex}\\right)^{\\mathsf{T}}`;
}

function tensorOf(x: Quantity, value: HostArray, context: Context): Form {
  const contractions = contractionsOf(x, context);
  const { digits } = context.convention;
  const sums = contractions.map(({ formula }) => formula.slice(formula.indexOf(" = ") + 3));
  const left = contractions[0]!.formula.split(" = ")[0]!;
  const formula = [`${left} = ${sums.join(" + ")}`, ...contractions.map(({ element }) => element)]
    .filter((part) => part !== "")
    .join(", \\quad ");
  const says =
    "All partial derivatives as one stack of numbers, most of them zero, summed over the index that both factors share.";
  const sizes = contractions.map(({ stack }) => sizeOf(stack.shape));
  if (Math.max(...sizes) > MOST_WORKED_OUT) {
    return { formula, substituted: [], says, omitted: tooLarge("The stack", Math.max(...sizes)) };
  }
  const parts = contractions.map((contraction) => contracted(contraction, x.node.shape, context));
  const total = parts.reduce((a, b) => ({ shape: a.shape, data: a.data.map((one, i) => one + b.data[i]!) }));
  const tensors = contractions.map(({ symbol, stack }) =>
    kept(symbol, evaluateEntries(stack, context.valueOf)),
  );
  return {
    formula,
    substituted: [
      ...contractions
        .filter(({ stack, through }) => sizeOf(stack.shape) <= 256 && through !== context.cost)
        .flatMap((contraction) => slicesLatex(contraction, x, context)),
      `${context.symbol(context.gradientOf.get(x.node)!).latex} = ${matrixLatex(total, digits)}`,
    ],
    says,
    difference: differenceOf(total, value),
    tensors,
  };
}

/** A stack as its slices: ∂a_i/∂W for each i; a matrix as it is. */
function slicesLatex({ through, stack, symbol }: Contraction, x: Quantity, context: Context): string[] {
  const { digits, firstIndex } = context.convention;
  const { data, shape } = evaluateEntries(stack, context.valueOf);
  const own = x.node.shape;
  if (shape.length < 3) return [`${symbol} = ${matrixLatex({ data, shape }, digits)}`];
  const size = sizeOf(own);
  return Array.from({ length: data.length / size }, (_, place) => {
    const index = through.node.shape.map((_size, axis) => {
      const stride = through.node.shape.slice(axis + 1).reduce((a, b) => a * b, 1);
      return (Math.floor(place / stride) % through.node.shape[axis]!) + firstIndex;
    });
    const slice = { data: data.subarray(place * size, (place + 1) * size), shape: own };
    return `\\frac{\\partial ${through.symbol.entry(index.join(","))}}{\\partial ${x.symbol.latex}} = ${matrixLatex(slice, digits)}`;
  });
}

function upstreamValue(q: Quantity, context: Context): HostArray {
  return context.valueOf(context.gradientOf.get(q.node)!);
}

function asRow({ data }: HostArray): HostArray {
  return { data, shape: [1, data.length] };
}

function kept(symbol: string, value: HostArray): FormTensor {
  const { shape, data } = value;
  return { symbol, shape, ...(data.length <= MOST_KEPT ? { value: toNested(value) as Numbers } : {}) };
}

function tooLarge(what: string, size: number): string {
  return `${what} has ${size.toLocaleString("en")} numbers, nearly all of them zero, and is not written out; take a focus or a smaller network to see it.`;
}

function relative(a: ArrayLike<number>, b: ArrayLike<number>, all: ArrayLike<number>): number {
  let [worst, size] = [0, 0];
  for (let i = 0; i < b.length; i++) worst = Math.max(worst, Math.abs(a[i]! - b[i]!));
  for (let i = 0; i < all.length; i++) size = Math.max(size, Math.abs(all[i]!));
  return worst === 0 ? 0 : worst / size;
}
