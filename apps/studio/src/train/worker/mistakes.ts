import { classOf, type Dataset } from "backproof";
import { copyInputs, copyTargets, inputWidth, targetWidth } from "backproof/data";
import type { Mistake, Mistakes, Sample } from "../protocol.ts";
import type { Predictor } from "./predictor.ts";

/** Enough to fill the picture and to tell a share; a whole test set of 10,000 would hold up large networks. */
const MOST_CHECKED = 2000;
const MOST_SHOWN = 20;
const CHUNK = 200;

/** The test samples that are put into a wrong class; null where there are no classes. */
export function findMistakes(predictor: Predictor, data: Dataset): Mistakes | null {
  if (data.kind !== "labelled") return null;
  const checked = Math.min(MOST_CHECKED, data.size);
  const width = targetWidth(data);
  const shown: Mistake[] = [];
  let wrong = 0;
  for (let start = 0; start < checked; start += CHUNK) {
    const rows = Array.from({ length: Math.min(CHUNK, checked - start) }, (_, i) => start + i);
    const outputs = predictor.outputs(rows.length, (inputs) => {
      copyInputs(data, rows, inputs);
    });
    for (const [i, row] of rows.entries()) {
      const predicted = classOf(outputs, i * width, width);
      if (predicted === data.labels[row]) continue;
      wrong++;
      if (shown.length === MOST_SHOWN) continue;
      const own = Array.from(outputs.subarray(i * width, (i + 1) * width));
      shown.push({ ...sampleOf(data, row), predicted, outputs: own });
    }
  }
  return { checked, wrong, shown };
}

/** One sample as the network gets it. */
export function sampleOf(data: Dataset, index: number): Sample {
  const input = new Float32Array(inputWidth(data));
  copyInputs(data, [index], input);
  const target = new Float64Array(targetWidth(data));
  copyTargets(data, [index], target);
  const label = data.kind === "labelled" ? data.labels[index]! : null;
  return { index, input, label, target: [...target] };
}
