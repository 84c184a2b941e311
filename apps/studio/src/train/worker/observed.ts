import {
  heldValue,
  parametersOf,
  type Backend,
  type Compiled,
  type HostArray,
  type Network,
} from "backproof";

/** An engine, and a look at the weights of a training that runs on it. */
export interface Observed {
  readonly backend: Backend;
  /** The network's present parameters, in the middle of an epoch too. */
  parameters(): HostArray[];
}

/**
 * `train` tells its parameters at the end of an epoch only. To read them at any time, this hands it an engine that remembers
 * which program made the last step.
 */
export function observe(engine: Backend, network: Network): Observed {
  let latest: Compiled | undefined;
  const remember = (compiled: Compiled): Compiled => ({
    write: (leaf, value) => {
      compiled.write(leaf, value);
    },
    buffer: (leaf) => compiled.buffer(leaf),
    run() {
      compiled.run();
      latest = compiled;
    },
    view: (tensor) => compiled.view(tensor),
    read: (tensor) => compiled.read(tensor),
    dispose() {
      if (latest === compiled) latest = undefined;
      compiled.dispose();
    },
    [Symbol.dispose]() {
      this.dispose();
    },
  });
  return {
    backend: {
      ...engine,
      compile(computation) {
        const compiled = engine.compile(computation);
        const isStep = (computation.updates ?? []).length > 0;
        return isStep ? remember(compiled) : compiled;
      },
    },
    parameters: () => parametersOf(network).map((leaf) => latest?.read(leaf) ?? heldValue(leaf)!),
  };
}
