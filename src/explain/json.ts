import type { Derivation, LayerSteps, Numbers, Step } from "./derivation.ts";

/** A derivation as the JSON that scripts read: everything in it, and each layer's numbers at hand. */
export interface ContractJson extends Omit<Derivation, "cost" | "layers"> {
  /** C. */
  readonly cost: number;
  readonly costName: string;
  /** For networks, from the first layer to the last. */
  readonly layers?: readonly ContractLayer[];
  /** ∂C/∂x, a row for each sample. */
  readonly dx?: Numbers;
}

/** The numbers of a layer; rows are samples. What a focus leaves out is left out here too. */
export interface ContractLayer {
  readonly z?: Numbers;
  readonly a?: Numbers;
  /** ∂C/∂z, where C is the cost after the reduction. */
  readonly delta?: Numbers;
  /** ∂C/∂W, `[out][in]`. */
  readonly dW?: Numbers;
  /** ∂C/∂b, one number for each neuron. */
  readonly db?: Numbers;
  readonly activation: string;
  /** The ids of the steps and givens that the numbers are from. */
  readonly steps: LayerSteps;
}

/**
 * A derivation in the form that `backproof explain --json` prints.
 *
 * @param derivation what `explain` or `explainNetwork` returns
 * @returns plain data: cost, layers with z, a, delta, dW and db, dx, and the derivation's own steps, givens, notes and check
 */
export function contractJson(derivation: Derivation): ContractJson {
  const { cost, layers, ...rest } = derivation;
  const steps = new Map(derivation.steps.map((step) => [step.id, step]));
  const dx = layers === undefined ? undefined : derivation.steps.find(({ of }) => of === "x");
  return {
    cost: cost.value,
    costName: cost.name,
    ...(layers === undefined ? {} : { layers: layers.map((layer) => contractLayer(layer, steps)) }),
    ...present("dx", samples(dx)),
    ...rest,
  };
}

function contractLayer(layer: LayerSteps, steps: ReadonlyMap<string, Step>): ContractLayer {
  return {
    ...present("z", samples(steps.get(layer.z))),
    ...present("a", samples(steps.get(layer.a))),
    ...present("delta", samples(steps.get(layer.dz))),
    ...present("dW", steps.get(layer.dW)?.value),
    ...present("db", steps.get(layer.db)?.value),
    activation: layer.activation,
    steps: layer,
  };
}

/** One sample is a vector in a derivation, and a row of one here. */
function samples(step: Step | undefined): Numbers | undefined {
  if (step?.value === undefined) return undefined;
  return step.shape.length === 1 ? [step.value] : step.value;
}

function present<K extends string>(key: K, value: Numbers | undefined): Partial<Record<K, Numbers>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, Numbers>);
}
