// A network of 2, 2 and 1 sigmoid neurons with quadratic cost, by hand: plain numbers, none of the library's code.

export const x: readonly number[] = [1, 0.5];
export const y: readonly number[] = [0.8];
export const W1: readonly (readonly number[])[] = [
  [0.1, 0.3],
  [0.2, 0.4],
];
export const b1: readonly number[] = [0.1, -0.1];
export const W2: readonly (readonly number[])[] = [[0.7, -1.2]];
export const b2: readonly number[] = [0.05];

export const z1 = W1.map((row, j) => row[0]! * x[0]! + row[1]! * x[1]! + b1[j]!);
export const a1 = z1.map(sigmoid);
export const z2 = W2.map((row, j) => row[0]! * a1[0]! + row[1]! * a1[1]! + b2[j]!);
export const a2 = z2.map(sigmoid);
export const C = 0.5 * (a2[0]! - y[0]!) ** 2;

export const slope1 = a1.map((a) => a * (1 - a));
export const slope2 = a2.map((a) => a * (1 - a));
export const dCda2 = [a2[0]! - y[0]!];
export const delta2 = [dCda2[0]! * slope2[0]!];
export const dCdW2 = [a1.map((a) => delta2[0]! * a)];
export const dCda1 = W2[0]!.map((w) => w * delta2[0]!);
export const delta1 = dCda1.map((slope, j) => slope * slope1[j]!);
export const dCdW1 = delta1.map((delta) => x.map((xk) => delta * xk));

function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}
