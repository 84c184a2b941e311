// How the hand-written derivation writes its numbers.

const raw = String.raw;

/** Four digits, or as many as the number has. */
export function number(value: number): string {
  const fixed = value.toFixed(4);
  return Number(fixed) === value ? String(value) : fixed;
}

export function column(values: readonly number[]): string {
  return matrix(values.map((value) => [value]));
}

export function rowVector(values: readonly number[]): string {
  return matrix([values]);
}

export function matrix(rows: readonly (readonly number[])[]): string {
  const lines = rows.map((row) => row.map(number).join(" & "));
  return raw`\begin{bmatrix} ${lines.join(raw` \\ `)} \end{bmatrix}`;
}

export function diagonal(values: readonly number[]): string {
  return matrix(values.map((value, i) => values.map((_, j) => (i === j ? value : 0))));
}

export function transposed(symbol: string): string {
  return raw`\left(${symbol}\right)^{\mathsf{T}}`;
}

/** ∂C/∂ a symbol. */
export function slopeBy(symbol: string): string {
  return raw`\frac{\partial C}{\partial ${symbol}}`;
}

/** A symbol with its shape beneath. */
export function shaped(shape: string, symbol: string): string {
  return raw`\underset{${shape}}{${symbol}}`;
}
