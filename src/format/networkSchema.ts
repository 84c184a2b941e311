import * as v from "valibot";
import { ACTIVATION_NAMES } from "../nn/activations.ts";
import { COST_NAMES } from "../nn/costs/costs.ts";
import { must, name, numberRow } from "./checked.ts";

const numberRows = v.array(numberRow, must("be a list of rows"));

/** Rows of a batch, or one flat row. */
const batch = v.lazy((value): v.GenericSchema<number[] | number[][]> =>
  Array.isArray(value) && Array.isArray(value[0]) ? numberRows : numberRow,
);

const layer = v.object(
  { weights: numberRows, bias: numberRow, activation: name(ACTIVATION_NAMES) },
  must("be an object with weights, bias and activation"),
);

/** What a network file holds, where only the kinds are checked and no sizes; other keys are left out. */
export const networkSchema = v.object(
  {
    layers: v.array(layer, must("be a list of layers")),
    cost: v.optional(name(COST_NAMES), "quadratic"),
    reduction: v.optional(name(["mean", "sum"]), "mean"),
    input: v.optional(batch),
    target: v.optional(batch),
  },
  must("be an object with layers"),
);

export type RawNetwork = v.InferOutput<typeof networkSchema>;
