import { NumericError } from "../util/errors.ts";
import { formatShape, type Shape } from "../tensor/shape.ts";

/**
 * Refuses to save numbers that are not finite, which JSON cannot hold, and which no file should.
 *
 * @param name what they are, such as `W²`
 * @param shape of the numbers, to say where the bad one is
 * @throws NumericError such as `W² [3, 1] is NaN; …`
 */
export function checkFinite(name: string, data: readonly number[], shape: Shape): void {
  const bad = data.findIndex((number) => !Number.isFinite(number));
  if (bad < 0) return;
  const at = shape.length === 0 ? "" : ` ${formatShape(indices(bad, shape))}`;
  throw new NumericError(
    `${name}${at} is ${data[bad]!}, and only finite numbers are saved; ` +
      "go back to the last good state and use a smaller learning rate",
  );
}

/** The indices along each axis of an element by its place in row-major order. */
function indices(offset: number, shape: Shape): number[] {
  const along: number[] = [];
  let rest = offset;
  for (const size of [...shape].reverse()) {
    along.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return along;
}
