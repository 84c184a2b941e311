import { entryName } from "../parts/text.ts";
import type { Selection } from "../selection.ts";

/** What is selected, as a heading. */
export function selectionTitle({ of, index }: Selection, firstIndex: number): string {
  const [, kind, layer = ""] = /^(neuron|layer)(\d+)$/.exec(of) ?? [];
  const number = (index?.[0] ?? 0) + firstIndex;
  if (kind === "layer") return layer === "0" ? "The inputs" : `Layer ${layer}`;
  if (kind === "neuron") return layer === "0" ? `Input ${number}` : `Neuron ${number} of layer ${layer}`;
  const [, given, number2 = ""] = /^([Wbxy])(\d*)$/.exec(of) ?? [];
  const name = index === undefined ? entryName(of, [], firstIndex) : entryName(of, index, firstIndex);
  if (given === "W") return index === undefined ? `Weights of layer ${number2}` : `Weight ${name}`;
  if (given === "b") return index === undefined ? `Biases of layer ${number2}` : `Bias ${name}`;
  if (given === "x") return `Input ${name}`;
  if (given === "y") return `Target ${name}`;
  if (of === "C") return "The cost";
  return of.startsWith("d") ? `Gradient ${name}` : `Value ${name}`;
}
