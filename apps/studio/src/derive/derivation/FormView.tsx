import type { Derivation, FormName, Step } from "backproof/explain";
import { number } from "../../parts/format.ts";
import { Formula } from "./Formula.tsx";
import type { LiveSymbol } from "./liveSymbols.ts";
import { Scroll } from "./Scroll.tsx";
import { TensorSlices } from "./TensorSlices.tsx";
import { slicesOf } from "./tensorSlices.ts";
import { upstreamOf } from "./upstream.ts";

export const FORM_TITLES: Record<FormName, string> = {
  hadamard: "Matrices",
  index: "Indices",
  jacobian: "Jacobians",
  tensor: "Tensor",
};

/** A gradient in one of its four forms: in symbols, with the numbers, and how far it is from the others. */
export function FormView({
  step,
  name,
  derivation,
  symbols,
}: {
  readonly step: Step;
  readonly name: FormName;
  readonly derivation: Derivation;
  readonly symbols: readonly LiveSymbol[];
}) {
  const form = step.forms?.[name];
  if (form === undefined) return null;
  const upstream = name === "tensor" ? upstreamOf(step, derivation) : undefined;
  const slices = slicesOf(form.tensors?.[0]?.value, upstream?.value, step.value);
  return (
    <div class="derive-form" data-form={name}>
      <p class="caption">{form.says}</p>
      <Scroll label={`${step.name} in symbols`}>
        <Formula latex={form.formula} symbols={symbols} block />
      </Scroll>
      {name === "hadamard" && (
        <Scroll label={`${step.name} with shapes`}>
          <Formula latex={step.shapes} symbols={symbols} block />
        </Scroll>
      )}
      {slices !== undefined && upstream !== undefined ? (
        <TensorSlices {...{ slices, upstream, step }} convention={derivation.convention} />
      ) : (
        form.substituted.map((latex) => (
          <Scroll key={latex} label={`${step.name} with the numbers`}>
            <Formula latex={latex} symbols={symbols} block />
          </Scroll>
        ))
      )}
      {form.omitted !== undefined && <p class="caption">{form.omitted}</p>}
      {form.difference !== undefined && (
        <p class="caption">
          Evaluated by its own formula: differs from the value by {number(form.difference, 2)}, relative to
          the largest number.
        </p>
      )}
    </div>
  );
}
