import type { Derivation, LayerSteps, Step } from "backproof/explain";

/**
 * What the reader asked about: a number (`W2` at [0, 1]), a quantity (`delta1`), a neuron (`neuron1` at [2]; layer 0 are the
 * inputs) or a layer (`layer1`).
 */
export interface Selection {
  readonly of: string;
  readonly index?: readonly number[];
}

/** A step to show, whole or at one neuron or weight. */
export interface Asked {
  readonly id: string;
  readonly unit?: readonly number[];
}

export function isSame(a: Selection | null, b: Selection | null): boolean {
  return a?.of === b?.of && a?.index?.join() === b?.index?.join();
}

/** The steps that answer a selection, in the order of the derivation. */
export function askedBy({ of, index }: Selection, derivation: Derivation): Asked[] {
  const at = (ids: readonly (string | undefined)[]): Asked[] =>
    [...new Set(ids)]
      .filter((id) => id !== undefined && stepOf(derivation, id) !== undefined)
      .map((id) => ({ id: id!, ...(index && { unit: index }) }));
  const [, kind, number] = /^(neuron|layer)(\d+)$/.exec(of) ?? [];
  const layer = layerOf(derivation, Number(number));
  if (kind === "neuron") return number === "0" ? at(["dC-dx"]) : at(neuronSteps(layer));
  if (kind === "layer")
    return number === "0" ? at(["dC-dx"]) : at(layer === undefined ? [] : layerIds(layer));
  if (of === "y") return [{ id: "C" }];
  const step = stepOf(derivation, of) === undefined ? gradientOf(derivation, of)?.id : of;
  return at([step]);
}

export function stepOf({ steps }: Derivation, id: string): Step | undefined {
  return steps.find((step) => step.id === id);
}

/** The step that is the gradient of a given or of a value. */
export function gradientOf({ steps }: Derivation, of: string): Step | undefined {
  return steps.find((step) => step.of === of);
}

export function layerOf({ layers = [] }: Derivation, layer: number): LayerSteps | undefined {
  return layers.find((one) => one.layer === layer);
}

/** What a library's focus is called: `W1[12,300]`, counted as the convention counts. */
export function focusText({ of, index }: Selection, firstIndex: number): string | undefined {
  if (of.startsWith("layer") || of === "C" || of === "y") return undefined;
  const [, layer] = /^neuron(\d+)$/.exec(of) ?? [];
  const id = layer === undefined ? of : layer === "0" ? "x" : `z${layer}`;
  return index === undefined ? id : `${id}[${index.map((place) => place + firstIndex).join(",")}]`;
}

function neuronSteps(layer: LayerSteps | undefined): (string | undefined)[] {
  return layer === undefined ? [] : [layer.z, layer.a, layer.da, layer.dz];
}

function layerIds({ z, a, da, dz, dW, db }: LayerSteps): (string | undefined)[] {
  return [z, a, da, dz, dW, db];
}
