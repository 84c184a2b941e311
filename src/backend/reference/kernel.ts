import type { ElementwiseOp } from "../../graph/op.ts";
import type { Tensor } from "../../graph/tensor.ts";
import { broadcastStrides, copyStrided } from "../../tensor/broadcast.ts";
import type { HostArray } from "../../tensor/hostArray.ts";
import type { Shape } from "../../tensor/shape.ts";
import { Columns, type Column } from "./columns.ts";

/** The work that computes one node from its inputs' arrays into its own; undefined for a leaf, which has none. */
export function kernelOf(
  { op, attributes }: Tensor,
  inputs: readonly HostArray[],
  output: HostArray,
): (() => void) | undefined {
  switch (op.kind) {
    case "leaf":
      return undefined;
    case "structural":
      return () => {
        op.evaluate(inputs, attributes, output);
      };
    case "elementwise":
      return elementwiseKernel(op, inputs, output);
  }
}

function elementwiseKernel(op: ElementwiseOp, inputs: readonly HostArray[], output: HostArray): () => void {
  const columns = new Columns(output.data.length);
  const readers = inputs.map((x) => columnReader(x, output.shape, output.data.length));
  return () => {
    columns.rewind();
    const result = op.value<Column>(columns, ...readers.map((read) => read()));
    if (result.stride === 1) output.data.set(result.data);
    else output.data.fill(result.data[0]!);
  };
}

/** The input as a column of the output's length: as it is where it fits, else stretched into an array of its own. */
function columnReader({ shape, data }: HostArray, to: Shape, length: number): () => Column {
  if (data.length === 1) return () => ({ data, stride: 0 });
  if (data.length === length) return () => ({ data, stride: 1 });
  const stretched = new Float64Array(length);
  const strides = broadcastStrides(shape, to);
  return () => {
    copyStrided(data, to, strides, 0, stretched);
    return { data: stretched, stride: 1 };
  };
}
