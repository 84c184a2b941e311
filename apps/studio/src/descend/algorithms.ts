import { adam, momentum, rmsprop, sgd, type Optimizer } from "backproof";

/** A number of an algorithm that can be turned. */
export interface HyperParameter {
  readonly key: string;
  /** As in the formula. */
  readonly symbol: string;
  /** What it does, in a few words. */
  readonly words: string;
  readonly initial: number;
  readonly low: number;
  readonly high: number;
}

export type AlgorithmName = "sgd" | "momentum" | "rmsprop" | "adam";

/** A way down, and how it is drawn; never by colour alone. */
export interface Algorithm {
  readonly name: AlgorithmName;
  readonly title: string;
  readonly formula: string;
  readonly rate: number;
  readonly hyperParameters: readonly HyperParameter[];
  /** The lengths of dashes and gaps; empty for a whole line. */
  readonly dashes: string;
  readonly marker: "circle" | "square" | "triangle" | "diamond";
  readonly optimizer: (numbers: Readonly<Record<string, number>>) => Optimizer;
}

const share = { low: 0, high: 0.9999 };

/** The four algorithms, all from the library, with PyTorch's hyper-parameters. */
export const ALGORITHMS: readonly Algorithm[] = [
  {
    name: "sgd",
    title: "Gradient descent",
    formula: "θ ← θ − η g",
    rate: 3,
    hyperParameters: [],
    dashes: "",
    marker: "circle",
    optimizer: () => sgd(),
  },
  {
    name: "momentum",
    title: "Momentum",
    formula: "v ← μ v + g,  θ ← θ − η v",
    rate: 1,
    hyperParameters: [
      { key: "momentum", symbol: "μ", words: "how much of the velocity stays", initial: 0.9, ...share },
    ],
    dashes: "9 4",
    marker: "square",
    optimizer: (numbers) => momentum(numbers),
  },
  {
    name: "rmsprop",
    title: "RMSProp",
    formula: "v ← α v + (1 − α) g²,  θ ← θ − η g / (√v + ε)",
    rate: 0.1,
    hyperParameters: [
      { key: "alpha", symbol: "α", words: "how slowly the mean square forgets", initial: 0.99, ...share },
    ],
    dashes: "2 4",
    marker: "triangle",
    optimizer: (numbers) => rmsprop(numbers),
  },
  {
    name: "adam",
    title: "Adam",
    formula: "m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²,  θ ← θ − η m̂ / (√v̂ + ε)",
    rate: 0.3,
    hyperParameters: [
      { key: "beta1", symbol: "β₁", words: "how slowly the mean gradient forgets", initial: 0.9, ...share },
      { key: "beta2", symbol: "β₂", words: "how slowly the mean square forgets", initial: 0.999, ...share },
    ],
    dashes: "9 3 2 3",
    marker: "diamond",
    optimizer: (numbers) => adam(numbers),
  },
];
