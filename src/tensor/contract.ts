import { copyStrided } from "./broadcast.ts";
import { distinct, letterSizes, type EinsumSpec } from "./einsumSpec.ts";
import type { HostArray } from "./hostArray.ts";
import { multiplyMatrices } from "./matrixProduct.ts";
import { sizeOf, stridesOf } from "./shape.ts";

/** An array whose axes have letters; walking a letter that occurs twice walks the diagonal. */
interface Lettered {
  readonly letters: string;
  readonly array: HostArray;
}

/**
 * The numbers of a sum over indices, two operands at a time, each pair as a matrix product.
 *
 * The pair that takes the fewest multiplications comes first, so that a chain never passes through a larger array than it
 * must: `ij,kl,jk->il` begins with its first and last operand.
 */
export function contract(spec: EinsumSpec, inputs: readonly HostArray[], output: Float64Array): void {
  const sizes = letterSizes(
    spec,
    inputs.map(({ shape }) => shape),
  );
  const volume = (letters: string): number => sizeOf(Array.from(letters, (letter) => sizes.get(letter)!));
  const left: Lettered[] = spec.operands.map((letters, i) => ({ letters, array: inputs[i]! }));
  while (left.length > 1) {
    const [i, j] = cheapestPair(left, volume);
    const [b] = left.splice(j, 1);
    const [a] = left.splice(i, 1);
    left.push(contractPair(a!, b!, spec.output + left.map(({ letters }) => letters).join(""), volume));
  }
  output.set(arrange(left[0]!, spec.output));
}

function cheapestPair(operands: readonly Lettered[], volume: (letters: string) => number): [number, number] {
  let best: [number, number] = [0, 1];
  let least = Infinity;
  operands.forEach((a, i) => {
    operands.slice(i + 1).forEach((b, offset) => {
      const cost = volume(distinct(a.letters + b.letters));
      if (cost < least) [best, least] = [[i, i + 1 + offset], cost];
    });
  });
  return best;
}

/** The product of two operands, summed over the letters that nobody needs any more. */
function contractPair(
  a: Lettered,
  b: Lettered,
  needed: string,
  volume: (letters: string) => number,
): Lettered {
  const all = Array.from(distinct(a.letters + b.letters));
  const pick = (inA: boolean, inB: boolean, kept: boolean): string =>
    all
      .filter(
        (l) => a.letters.includes(l) === inA && b.letters.includes(l) === inB && needed.includes(l) === kept,
      )
      .join("");
  const batch = pick(true, true, true);
  const inner = pick(true, true, false);
  const rows = pick(true, false, true);
  const columns = pick(false, true, true);
  const left = arrange(a, batch + rows + inner);
  const right = arrange(b, batch + inner + columns);
  const [m, k, n] = [volume(rows), volume(inner), volume(columns)];
  const data = new Float64Array(volume(batch) * m * n);
  for (let i = 0; i < volume(batch); i++) {
    const [startA, startB] = [i * m * k, i * k * n];
    multiplyMatrices(
      { data: left, start: startA },
      { data: right, start: startB },
      { data, start: i * m * n },
      m,
      k,
      n,
    );
  }
  const letters = batch + rows + columns;
  return { letters, array: { data, shape: Array.from(letters, volume) } };
}

/** The elements with their axes in the order `letters`, all others summed away; the array itself where it fits. */
function arrange({ letters, array }: Lettered, order: string): Float64Array {
  if (letters === order) return array.data;
  const summed = Array.from(distinct(letters)).filter((letter) => !order.includes(letter));
  const walked = Array.from(order).concat(summed);
  const own = stridesOf(array.shape);
  const strides = walked.map((letter) =>
    own.reduce((sum, stride, axis) => sum + (letters[axis] === letter ? stride : 0), 0),
  );
  const sizes = walked.map((letter) => array.shape[letters.indexOf(letter)]!);
  const dense = new Float64Array(sizeOf(sizes));
  copyStrided(array.data, sizes, strides, 0, dense);
  return summed.length === 0 ? dense : sumRows(dense, sizeOf(sizes.slice(0, order.length)));
}

function sumRows(data: Float64Array, rows: number): Float64Array {
  const sums = new Float64Array(rows);
  const width = data.length / rows;
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let j = 0; j < width; j++) sum += data[i * width + j]!;
    sums[i] = sum;
  }
  return sums;
}
