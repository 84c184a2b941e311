import { ShapeError, ValueError } from "../util/errors.ts";
import { formatShape, type Shape } from "./shape.ts";

/** A sum over indices, read: the letters of each operand's axes, and of the result's. */
export interface EinsumSpec {
  readonly operands: readonly string[];
  readonly output: string;
}

/**
 * Reads `ij,jk->ik`. Without an arrow the result has the letters that occur once, in alphabetical order.
 *
 * @throws ValueError that names the position of what is wrong, counted from 1
 */
export function parseEinsum(spec: string): EinsumSpec {
  const operands = [""];
  let output: string | undefined;
  for (let i = 0; i < spec.length; i++) {
    const sign = spec[i]!;
    if (sign === " ") continue;
    if (sign === "-" && spec[i + 1] === ">" && output === undefined) {
      output = "";
      i++;
    } else if (sign === "," && output === undefined) {
      operands.push("");
    } else if (!/[A-Za-z]/.test(sign)) {
      refuse(spec, i, `must be a letter${output === undefined ? ', a comma or "->"' : ""}`);
    } else if (output === undefined) {
      operands.push((operands.pop() ?? "") + sign);
    } else {
      if (output.includes(sign))
        refuse(spec, i, "is in the result twice; name each letter of the result once");
      if (!operands.some((letters) => letters.includes(sign)))
        refuse(spec, i, "is in the result, but in no operand");
      output += sign;
    }
  }
  return { operands, output: output ?? lettersOnce(operands) };
}

/** The spec as text, always with its result. */
export function formatEinsum({ operands, output }: EinsumSpec): string {
  return `${operands.join(",")}->${output}`;
}

/** Each letter once, in order of appearance. */
export function distinct(letters: string): string {
  return [...new Set(letters)].join("");
}

/**
 * The size that each letter stands for.
 *
 * @throws ValueError where the number of operands differs; ShapeError where a rank does, or a letter has two sizes
 */
export function letterSizes({ operands, output }: EinsumSpec, shapes: readonly Shape[]): Map<string, number> {
  const where = `einsum(): "${formatEinsum({ operands, output })}"`;
  if (operands.length !== shapes.length) {
    throw new ValueError(
      `${where} has ${operands.length} operands, got ${shapes.length} tensors; separate them by commas`,
    );
  }
  const sizes = new Map<string, number>();
  const seenIn = new Map<string, number>();
  operands.forEach((letters, k) => {
    const shape = shapes[k]!;
    if (letters.length !== shape.length) {
      throw new ShapeError(
        `${where} gives operand ${k + 1} the letters "${letters}", which must be one for each axis, got ${formatShape(shape)}`,
      );
    }
    Array.from(letters).forEach((letter, axis) => {
      const size = shape[axis]!;
      const known = sizes.get(letter) ?? size;
      if (known !== size) {
        const first = seenIn.get(letter) ?? 0;
        throw new ShapeError(
          `${where}: letter ${letter} must have one size, got ${known} in operand ${first + 1} ${formatShape(shapes[first]!)} ` +
            `and ${size} in operand ${k + 1} ${formatShape(shape)}; ` +
            (known === 1 || size === 1
              ? "a size of 1 does not stretch here, reshape it away"
              : "use two letters"),
        );
      }
      sizes.set(letter, size);
      if (!seenIn.has(letter)) seenIn.set(letter, k);
    });
  });
  return sizes;
}

function refuse(spec: string, at: number, requirement: string): never {
  throw new ValueError(`einsum(): "${spec[at] ?? ""}" at position ${at + 1} of "${spec}" ${requirement}`);
}

function lettersOnce(operands: readonly string[]): string {
  const all = operands.join("");
  return Array.from(all)
    .filter((letter) => all.indexOf(letter) === all.lastIndexOf(letter))
    .sort()
    .join("");
}
