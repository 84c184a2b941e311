// Backpropagation by hand: the whole algorithm on plain lists of numbers, without any library.
//
// Read this page first. All the rest of Backproof does the same for more kinds of networks, faster, and checked.
//
//   zˡ = Wˡ aˡ⁻¹ + bˡ     the weighted input of layer l
//   aˡ = σ(zˡ)            its activation; a⁰ = x is the input
//   C = ½ ‖aᴸ - y‖²       the cost of a sample x that should give y; L is the last layer
//   δˡ = ∂C/∂zˡ           the error of layer l: how the cost changes with its weighted input
//
// Layers are numbered from 1. Wˡ and bˡ ENTER layer l, and w_jk leads to its neuron j from neuron k of the layer before.
// So that W[1] is W¹ here too, entry 0 of every list by layer is empty. (`!` tells the compiler that an entry is there.)
//
// Books differ in two conventions, and many wrong gradients come from mixing them:
//   * Some write the cost without the ½. Then there is a factor 2 in (1), and through (1) in every gradient.
//   * Some call ∂C/∂a the error δ. Then σ′ stands in other places. Here and in the equations below δ is ∂C/∂z.

/** Forwards: z and a of every layer, from the first to the last. */
export function forward({ W, b }: Network, x: Vector): { z: Vector[]; a: Vector[] } {
  const z: Vector[] = [[]];
  const a: Vector[] = [x];
  for (let l = 1; l < W.length; l++) {
    // zˡ = Wˡ aˡ⁻¹ + bˡ
    z[l] = plus(matVec(W[l]!, a[l - 1]!), b[l]!);
    // aˡ = σ(zˡ)
    a[l] = z[l]!.map(sigma);
  }
  return { z, a };
}

/** Backwards: the errors and gradients of every layer, from the last to the first, for one sample. */
export function backpropagate(network: Network, { x, y }: Sample): Backpropagation {
  const { W } = network;
  const { z, a } = forward(network, x);
  const L = W.length - 1;
  const delta: Vector[] = [];
  const nablaB: Vector[] = [];
  const nablaW: Matrix[] = [];

  // The output layer, which the cost depends on directly.
  // ∂C/∂aᴸ = aᴸ - y, for the cost above; for C = ‖aᴸ - y‖² it would be 2 (aᴸ - y).
  const nablaA = minus(a[L]!, y);
  // (1)  δᴸ = ∂C/∂aᴸ ⊙ σ′(zᴸ)
  delta[L] = hadamard(nablaA, z[L]!.map(sigmaPrime));
  // (2)  ∂C/∂bᴸ = δᴸ
  nablaB[L] = delta[L];
  // (3)  ∂C/∂Wᴸ = δᴸ (aᴸ⁻¹)ᵀ
  nablaW[L] = outer(delta[L], a[L - 1]!);

  // The hidden layers: a neuron answers for the errors of the next layer as far as its weights lead there.
  for (let l = L - 1; l >= 1; l--) {
    // (4)  δˡ = ((Wˡ⁺¹)ᵀ δˡ⁺¹) ⊙ σ′(zˡ)
    delta[l] = hadamard(matVec(transpose(W[l + 1]!), delta[l + 1]!), z[l]!.map(sigmaPrime));
    // (5)  ∂C/∂bˡ = δˡ
    nablaB[l] = delta[l]!;
    // (6)  ∂C/∂Wˡ = δˡ (aˡ⁻¹)ᵀ
    nablaW[l] = outer(delta[l]!, a[l - 1]!);
  }
  return { z, a, delta, nablaB, nablaW };
}

/**
 * One step of gradient descent: every parameter goes against its gradient, which is the mean over the samples.
 *
 * It returns a new network. Changing W while the errors still go back through it would be a mistake: (4) needs the weights
 * that the forward pass has used.
 */
export function descend(network: Network, samples: readonly Sample[], eta: number): Network {
  const { W, b } = network;
  const [nextW, nextB] = [[...W], [...b]];
  const share = eta / samples.length;
  for (const sample of samples) {
    const { nablaW, nablaB } = backpropagate(network, sample);
    for (let l = 1; l < W.length; l++) {
      // W ← W - η ∂C/∂W, b ← b - η ∂C/∂b
      nextW[l] = nextW[l]!.map((row, j) => minus(row, times(share, nablaW[l]![j]!)));
      nextB[l] = minus(nextB[l]!, times(share, nablaB[l]!));
    }
  }
  return { W: nextW, b: nextB };
}

/** C = ½ ‖aᴸ - y‖² of one sample. */
export function cost(network: Network, { x, y }: Sample): number {
  const misses = minus(forward(network, x).a.at(-1)!, y);
  return misses.reduce((sum, miss) => sum + miss ** 2 / 2, 0);
}

/** The logistic function: σ(z) = 1 / (1 + e^(-z)). */
function sigma(z: number): number {
  return 1 / (1 + Math.exp(-z));
}

/** Its derivative: σ′(z) = σ(z) (1 - σ(z)). */
function sigmaPrime(z: number): number {
  return sigma(z) * (1 - sigma(z));
}

/** M v: row by row, the sum of products. */
function matVec(m: Matrix, v: Vector): Vector {
  return m.map((row) => row.reduce((sum, entry, k) => sum + entry * v[k]!, 0));
}

/** Mᵀ: columns become rows. */
function transpose(m: Matrix): Matrix {
  return m[0]!.map((_, k) => m.map((row) => row[k]!));
}

/** u vᵀ: each entry of u with each of v, a matrix. */
function outer(u: Vector, v: Vector): Matrix {
  return u.map((entry) => times(entry, v));
}

/** u ⊙ v: entry by entry. */
function hadamard(u: Vector, v: Vector): Vector {
  return u.map((entry, j) => entry * v[j]!);
}

function plus(u: Vector, v: Vector): Vector {
  return u.map((entry, j) => entry + v[j]!);
}

function minus(u: Vector, v: Vector): Vector {
  return u.map((entry, j) => entry - v[j]!);
}

function times(factor: number, v: Vector): Vector {
  return v.map((entry) => factor * entry);
}

export type Vector = number[];
export type Matrix = Vector[];

/** Entry l of each list belongs to layer l; entry 0 is empty. */
export interface Network {
  readonly W: Matrix[];
  readonly b: Vector[];
}

export interface Sample {
  readonly x: Vector;
  readonly y: Vector;
}

/** All that the two passes compute, by layer. */
export interface Backpropagation {
  readonly z: Vector[];
  readonly a: Vector[];
  readonly delta: Vector[];
  readonly nablaB: Vector[];
  readonly nablaW: Matrix[];
}

// A network of 2, 2 and 1 neurons, and one sample.
const network: Network = {
  W: [
    [],
    [
      [0.1, 0.3],
      [0.2, 0.4],
    ],
    [[0.7, -1.2]],
  ],
  b: [[], [0.1, -0.1], [0.05]],
};
const sample: Sample = { x: [1, 0.5], y: [0.8] };

const { z, a, delta, nablaW, nablaB } = backpropagate(network, sample);
console.log("Forwards");
print({ "z¹": z[1], "a¹": a[1], "z²": z[2], "a²": a[2], C: cost(network, sample) });
console.log("Backwards");
print({ "δ²": delta[2], "∂C/∂b²": nablaB[2], "∂C/∂W²": nablaW[2] });
print({ "δ¹": delta[1], "∂C/∂b¹": nablaB[1], "∂C/∂W¹": nablaW[1] });

// Is it right? Move one weight a little to both sides and see what the cost does.
const nudge = 1e-5;
const costWith = (w: number): number =>
  cost({ ...network, W: [[], [[w, 0.3], network.W[1]![1]!], network.W[2]!] }, sample);
const difference = (costWith(0.1 + nudge) - costWith(0.1 - nudge)) / (2 * nudge);
console.log("The same by nudging the first weight");
print({ "∂C/∂w¹₁₁": nablaW[1]![0]![0], "ΔC/Δw¹₁₁": difference });

console.log("Learning, η = 1");
let trained = network;
for (let steps = 0; steps <= 100; steps++) {
  if ([0, 1, 10, 100].includes(steps)) {
    const [reached] = forward(trained, sample.x).a[2]!;
    print({ [`step ${steps}`]: `a² = ${reached!.toFixed(4)}, C = ${cost(trained, sample).toPrecision(3)}` });
  }
  trained = descend(trained, [sample], 1);
}

function print(quantities: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(quantities)) {
    const text = typeof value === "string" ? value : JSON.stringify(value, rounded).replaceAll(",", ", ");
    console.log(`  ${name.padEnd(9)} = ${text}`);
  }
}

function rounded(_: string, value: unknown): unknown {
  return typeof value === "number" ? Number(value.toFixed(6)) : value;
}
