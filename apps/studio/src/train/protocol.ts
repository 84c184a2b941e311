// What the page and its training worker say to each other. Everything here can be cloned; arrays are transferred where they are large.
import type { ActivationName, CostName, HostArray, OptimizerName } from "backproof";
import type { Finding } from "backproof/diagnose";

/** The network to begin with. */
export interface Recipe {
  /** Sizes of the layers between inputs and outputs: `[30]`. */
  readonly hidden: readonly number[];
  readonly activation: ActivationName;
  readonly outputActivation: ActivationName;
  readonly cost: CostName;
  /** Fixes the first weights and the order of the samples. */
  readonly seed: number;
}

/** How to train; may change while the training goes on. */
export interface Tuning {
  readonly optimizer: OptimizerName;
  readonly learningRate: number;
  readonly batch: number;
}

export const TOY_SHAPES = ["circles", "moons", "spirals", "xor"] as const;
export type ToyShape = (typeof TOY_SHAPES)[number];

/** Where samples come from. */
export type DataSource =
  | { readonly kind: "digits" }
  | { readonly kind: "toy"; readonly shape: ToyShape }
  /** The four files of MNIST in the folder `data` beside the page. */
  | { readonly kind: "mnist"; readonly folder: string }
  /** A CSV file, or IDX files, gzipped or not. */
  | { readonly kind: "files"; readonly files: readonly File[]; readonly standardise: boolean };

/** What the page knows of the samples; the samples themselves stay with the worker. */
export interface DataSummary {
  readonly name: string;
  readonly train: number;
  readonly test: number;
  readonly inputs: number;
  readonly outputs: number;
  /** The names of the classes; null for real targets. */
  readonly classes: readonly string[] | null;
  readonly inputNames: readonly string[] | null;
  /** `[28, 28]` for pictures; null for lists of numbers. */
  readonly inputShape: readonly number[] | null;
  /** Samples to draw where there are two inputs and classes. */
  readonly points: Points | null;
}

export interface Points {
  /** x₁, x₂ of one sample after another. */
  readonly xy: Float32Array;
  readonly labels: Uint8Array;
}

/** A network in numbers, as it travels. */
export interface KeptNetwork {
  readonly activations: readonly ActivationName[];
  readonly cost: CostName;
  readonly reduction: "mean" | "sum";
  /** W¹, b¹, W², b², … */
  readonly parameters: readonly HostArray[];
  /** How many epochs it was trained, in parts of an epoch too. */
  readonly epoch: number;
}

/** What the page asks of the worker. */
export type Request =
  | { readonly type: "load"; readonly source: DataSource }
  /** Fresh weights. */
  | { readonly type: "create"; readonly recipe: Recipe; readonly tuning: Tuning }
  /** Weights from a file, or from before the worker ended. */
  | { readonly type: "adopt"; readonly network: KeptNetwork; readonly seed: number; readonly tuning: Tuning }
  | { readonly type: "tune"; readonly tuning: Tuning }
  | { readonly type: "go"; readonly until: "paused" | "batch" | "epoch" }
  | { readonly type: "pause" }
  /** One sample to compute the outputs of, now and whenever the weights have changed; null for none. */
  | { readonly type: "ask"; readonly input: Float32Array | null }
  /** Asks for the present weights. */
  | { readonly type: "keep" }
  /** Asks for samples of the test set. */
  | { readonly type: "sample"; readonly index: number }
  | { readonly type: "ping" };

/** What the worker tells the page. */
export type Report =
  | { readonly type: "engine"; readonly engine: EngineFacts }
  | { readonly type: "loaded"; readonly data: DataSummary }
  | { readonly type: "created"; readonly kept: KeptNetwork }
  | { readonly type: "running"; readonly running: boolean }
  | { readonly type: "look"; readonly look: Look }
  | { readonly type: "mistakes"; readonly mistakes: Mistakes }
  | { readonly type: "diagnosis"; readonly findings: readonly Finding[] }
  | { readonly type: "kept"; readonly kept: KeptNetwork }
  | { readonly type: "answer"; readonly outputs: readonly number[] }
  | { readonly type: "sample"; readonly sample: Sample }
  | { readonly type: "failed"; readonly doing: Request["type"]; readonly message: string }
  | { readonly type: "pong" };

export interface EngineFacts {
  readonly name: string;
  readonly precision: string;
  readonly threads: number;
  /** What is slower than it could be, and why. */
  readonly notes: readonly string[];
}

/** A glance at the training, some times a second. */
export interface Look {
  /** How many epochs are done, in parts of an epoch too. */
  readonly epoch: number;
  readonly batch: number;
  readonly batches: number;
  /** The mean cost of the samples since the last look; null where there were none. */
  readonly cost: number | null;
  readonly samplesPerSecond: number | null;
  /** ‖∂C/∂Wˡ‖ for each layer. */
  readonly gradientNorms: readonly number[];
  /** ‖ΔWˡ‖ / ‖Wˡ‖ of one step, for each layer; null before the first. */
  readonly updateRatios: readonly number[] | null;
  /** Epochs that ended since the last look: with few samples they are hundreds a second. */
  readonly epochs: readonly EpochFacts[];
  readonly weights: FirstWeights;
  /** Outputs on a grid over the plane of two inputs. */
  readonly boundary: Grid | null;
}

/** The first rows of W¹. */
export interface FirstWeights {
  readonly width: number;
  readonly data: Float32Array;
}

/** Outputs on `side` × `side` points, row after row from the top, over `[-range, range]`². */
export interface Grid {
  readonly side: number;
  readonly range: number;
  readonly outputs: number;
  readonly data: Float32Array;
}

export interface EpochFacts {
  readonly epoch: number;
  readonly cost: number;
  readonly testCost: number | null;
  readonly accuracy: number | null;
  readonly testAccuracy: number | null;
}

/** Test samples put into a wrong class. */
export interface Mistakes {
  readonly checked: number;
  readonly wrong: number;
  /** The first of them. */
  readonly shown: readonly Mistake[];
}

export interface Mistake extends Sample {
  readonly predicted: number;
  readonly outputs: readonly number[];
}

/** A sample of the test set. */
export interface Sample {
  readonly index: number;
  readonly input: Float32Array;
  readonly label: number | null;
  readonly target: readonly number[];
}
