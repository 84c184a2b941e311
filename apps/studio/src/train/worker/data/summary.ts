import type { Dataset, TrainTest } from "backproof";
import { inputWidth, targetWidth } from "backproof/data";
import type { DataSummary, Points } from "../../protocol.ts";

const MOST_POINTS = 1000;

/** What the page must know of the samples. */
export function summarize({ train, test }: TrainTest, name: string): DataSummary {
  return {
    name,
    train: train.size,
    test: test.size,
    inputs: inputWidth(train),
    outputs: targetWidth(train),
    classes: train.kind === "labelled" ? train.classes : null,
    inputNames: train.inputNames ?? null,
    inputShape: train.inputShape ?? null,
    points: pointsOf(train),
  };
}

function pointsOf(data: Dataset): Points | null {
  if (data.kind !== "labelled" || inputWidth(data) !== 2) return null;
  const { data: numbers, scale } = data.inputs;
  const count = Math.min(MOST_POINTS, data.size);
  return {
    xy: Float32Array.from({ length: 2 * count }, (_, i) => numbers[i]! * scale),
    labels: Uint8Array.from(data.labels.subarray(0, count)),
  };
}
