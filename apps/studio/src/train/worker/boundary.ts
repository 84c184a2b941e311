import type { Grid } from "../protocol.ts";
import type { Predictor } from "./predictor.ts";

const SIDE = 64;

/** The outputs over the plane of two inputs: what a decision boundary is drawn from. */
export function boundaryGrid(predictor: Predictor, outputs: number, range: number): Grid {
  const count = SIDE * SIDE;
  const rows = predictor.outputs(count, (inputs) => {
    for (let i = 0; i < count; i++) {
      const [row, column] = [Math.floor(i / SIDE), i % SIDE];
      inputs[2 * i] = range * ((2 * (column + 0.5)) / SIDE - 1);
      inputs[2 * i + 1] = range * (1 - (2 * (row + 0.5)) / SIDE);
    }
  });
  return { side: SIDE, range, outputs, data: Float32Array.from(rows.subarray(0, count * outputs)) };
}
