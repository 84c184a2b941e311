import { estimate } from "../../program/estimate.ts";
import { improve } from "../../program/improve.ts";
import { lower } from "../../program/lower.ts";
import { copiedFeeding } from "../../train/feeding.ts";
import type { TrainOptions } from "../../train/options.ts";
import { batchGraph } from "../../train/programs.ts";
import { recipeOf } from "../../train/recipe.ts";

/**
 * How many floating-point operations a training step takes for each sample of its batch, a multiply-add counted as two: those
 * of the step's program, without what an engine does to bring the samples in.
 */
export function flopsPerSample(options: TrainOptions & { readonly batch: number }): number {
  const { network, data, batch } = options;
  const { shared, updates } = recipeOf(options);
  const graph = batchGraph(network, copiedFeeding(data.train, batch));
  const outputs = [graph.cost, graph.output, ...shared];
  return estimate(improve(lower({ outputs, updates: updates(graph) })), 4).flops / batch;
}
