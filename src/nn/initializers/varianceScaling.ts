import type { Initializer } from "./initializer.ts";

/**
 * Weights whose variance follows from the layer's size, so that signals keep their size from layer to layer.
 *
 * @param distribution normal, or uniform on ±√(3 variance), which has the same variance
 * @param variance from the number of inputs and outputs: 2/(in + out) after Xavier Glorot, 2/in after He, 1/in after LeCun
 * Sources: Glorot and Bengio 2010, equations (12) and (16); He et al. 2015, arXiv:1502.01852, equation (10);
 * LeCun et al. 1998, "Efficient BackProp", equation (16).
 */
export function fanned(
  distribution: "normal" | "uniform",
  variance: (into: number, out: number) => number,
): Initializer {
  return (out, into, random) => {
    const deviation = Math.sqrt(variance(into, out));
    const draw =
      distribution === "normal"
        ? () => deviation * random.normal()
        : () => deviation * Math.sqrt(3) * (2 * random.uniform() - 1);
    return Float64Array.from({ length: out * into }, draw);
  };
}
