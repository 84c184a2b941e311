import {
  compile,
  costOf,
  forward,
  gradients,
  input,
  parametersOf,
  sqrt,
  square,
  sum,
  type Dataset,
  type HostArray,
  type Network,
  type Tensor,
} from "backproof";
import { copyInputs, copyTargets, inputWidth, targetWidth } from "backproof/data";

/** Always the same samples, so that the curve shows the network and not the luck of a batch. */
const SAMPLES = 100;

/** Measures ‖∂C/∂Wˡ‖ of every layer on some training samples. */
export class GradientProbe {
  readonly #parameters: readonly Tensor[];
  readonly #norms: readonly Tensor[];
  readonly #program;

  constructor(network: Network, data: Dataset) {
    const count = Math.min(SAMPLES, data.size);
    const x = input("x", [count, inputWidth(data)]);
    const y = input("y", [count, targetWidth(data)]);
    const cost = costOf(network, forward(network, x), y);
    const weights = network.layers.map((layer) => layer.weights);
    this.#parameters = parametersOf(network);
    this.#norms = gradients(cost, weights).map((gradient) => sqrt(sum(square(gradient))));
    this.#program = compile({
      outputs: this.#norms,
      parameters: this.#parameters,
      inputs: [x, y],
      threads: 1,
    });
    const rows = Int32Array.from({ length: count }, (_, row) => row);
    copyInputs(data, rows, this.#program.buffer(x));
    copyTargets(data, rows, this.#program.buffer(y));
  }

  measure(parameters: readonly HostArray[]): number[] {
    this.#parameters.forEach((leaf, i) => {
      this.#program.write(leaf, parameters[i]!);
    });
    this.#program.run();
    return this.#norms.map((norm) => this.#program.view(norm)[0]!);
  }

  dispose(): void {
    this.#program.dispose();
  }
}
