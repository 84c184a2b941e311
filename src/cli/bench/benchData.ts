import { builtInDigits } from "../../data/builtIn.ts";
import { labelledDataset, type LabelledDataset } from "../../data/dataset.ts";
import { loadMnist } from "../../data/node/mnist.ts";
import { FormatError } from "../../util/errors.ts";
import { Random } from "../../util/random.ts";
import { note, type Io } from "../io.ts";
import type { Workload } from "./workloads.ts";

/** The samples of a workload. */
export interface BenchData {
  readonly name: "mnist" | "digits" | "random";
  readonly train: LabelledDataset;
  /** Random samples have nothing to learn, so nothing to test. */
  readonly test: LabelledDataset | undefined;
}

export interface DataPlan {
  /** The folder that must hold MNIST. */
  readonly dataDir?: string | undefined;
  /** Draw fewer digits. */
  readonly quick: boolean;
}

/** Reads or draws samples when a workload first asks for them, and keeps what the next one can use. */
export class BenchDatasets {
  readonly #plan: DataPlan;
  readonly #io: Io;
  #pictures: Promise<BenchData> | undefined;

  constructor(plan: DataPlan, io: Io) {
    this.#plan = plan;
    this.#io = io;
  }

  /** @throws FormatError where the folder that was named lacks MNIST, or a file in it is damaged */
  async of({ data, network, samples }: Workload): Promise<BenchData> {
    if (data === "random") return randomData(network.sizes, samples ?? 0);
    this.#pictures ??= this.#loadPictures();
    const { name, train, test } = await this.#pictures;
    return { name, train: firstOf(train, samples ?? train.size), test };
  }

  async #loadPictures(): Promise<BenchData> {
    const { dataDir, quick } = this.#plan;
    try {
      // Who measures has not asked for a download.
      const { train, test } = await loadMnist({ dataDir, env: this.#io.env, download: false });
      return { name: "mnist", train, test };
    } catch (error) {
      if (dataDir !== undefined || !(error instanceof FormatError)) throw error;
      note(this.#io, `${error.message}; the built-in digits stand in for it`);
      return { name: "digits", ...builtInDigits(quick ? {} : { train: 60_000, test: 10_000 }) };
    }
  }
}

/** A view of the first samples: MNIST's are in no order. */
function firstOf(data: LabelledDataset, count: number): LabelledDataset {
  if (count >= data.size) return data;
  const { data: elements, width, scale } = data.inputs;
  return {
    ...data,
    size: count,
    inputs: { data: elements.subarray(0, count * width), width, scale },
    labels: data.labels.subarray(0, count),
  };
}

/** Inputs from N(0, 1), classes one after the other. */
function randomData(sizes: readonly number[], samples: number): BenchData {
  const [width, classes] = [sizes[0]!, sizes.at(-1)!];
  const random = new Random(0).stream("bench");
  const data = Float32Array.from({ length: samples * width }, () => random.normal());
  const labels = Uint8Array.from({ length: samples }, (_, i) => i % classes);
  const inputs = { data, width, scale: 1 };
  return {
    name: "random",
    train: labelledDataset({ name: "random", inputs, labels, classes }),
    test: undefined,
  };
}
