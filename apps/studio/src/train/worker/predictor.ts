import {
  compile,
  forward,
  input,
  inputSize,
  parametersOf,
  type Compiled,
  type HostArray,
  type Network,
  type Tensor,
} from "backproof";

interface Program {
  readonly compiled: Compiled;
  readonly x: Tensor;
  readonly output: Tensor;
}

/** Computes the outputs of a network for whatever inputs, with whatever weights. */
export class Predictor {
  readonly #network: Network;
  readonly #programs = new Map<number, Program>();
  #parameters: readonly HostArray[] = [];

  constructor(network: Network) {
    this.#network = network;
  }

  /** The weights that count from now on. */
  write(parameters: readonly HostArray[]): void {
    this.#parameters = parameters;
  }

  /**
   * @param count how many rows
   * @param fill writes the inputs, row after row
   * @returns the outputs, row after row; the next call writes over them
   */
  outputs(count: number, fill: (inputs: Rows) => void): Rows {
    const { compiled, x, output } = this.#program(count);
    parametersOf(this.#network).forEach((leaf, i) => {
      compiled.write(leaf, this.#parameters[i]!);
    });
    fill(compiled.buffer(x));
    compiled.run();
    return compiled.view(output);
  }

  dispose(): void {
    for (const { compiled } of this.#programs.values()) compiled.dispose();
    this.#programs.clear();
  }

  #program(count: number): Program {
    const known = this.#programs.get(count);
    if (known !== undefined) return known;
    const x = input("x", [count, inputSize(this.#network)]);
    const { output } = forward(this.#network, x);
    const parameters = parametersOf(this.#network);
    const program = {
      compiled: compile({ outputs: [output], inputs: [x], parameters, threads: 1 }),
      x,
      output,
    };
    this.#programs.set(count, program);
    return program;
  }
}

/** The memory of a program. */
export type Rows = ReturnType<Compiled["view"]>;
