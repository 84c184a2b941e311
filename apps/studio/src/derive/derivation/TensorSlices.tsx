import type { Convention, Step } from "backproof/explain";
import { keyOf } from "../keys.ts";
import { lights } from "../lit.ts";
import { text } from "../parts/text.ts";
import { Scroll } from "./Scroll.tsx";
import { rowsOf, type Slice } from "./tensorSlices.ts";

/** ∂q/∂x slice by slice: each times its number of ∂C/∂q, and all added up. */
export function TensorSlices({
  slices,
  upstream,
  step,
  convention: { digits, firstIndex },
}: {
  readonly slices: readonly Slice[];
  /** ∂C/∂q. */
  readonly upstream: Step;
  readonly step: Step;
  readonly convention: Convention;
}) {
  return (
    <ol class="derive-slices" aria-label="Slices of the tensor, each times its number, added up">
      {slices.map(({ place, rows, by }) => (
        <li key={place} tabIndex={0} {...lights([keyOf(upstream.id, [place])])}>
          <p class="caption">
            {place === 0 ? "" : "+ "}slice {place + firstIndex}, times {upstream.name} there
          </p>
          <p class="derive-by number">{text(by, digits)} ·</p>
          <Matrix rows={rows} digits={digits} name={`slice ${place + firstIndex}`} />
        </li>
      ))}
      <li class="sum">
        <p class="caption">the sum</p>
        <p class="derive-by number">=</p>
        <Matrix rows={rowsOf(step.value ?? [])} digits={digits} name={step.name} />
      </li>
    </ol>
  );
}

function Matrix({
  rows,
  digits,
  name,
}: {
  readonly rows: readonly (readonly number[])[];
  readonly digits: number;
  readonly name: string;
}) {
  return (
    <Scroll label={name}>
      <table class="derive-matrix" aria-label={name}>
        <tbody>
          {rows.map((row, r) => (
            <tr key={r}>
              {row.map((value, c) => (
                <td key={c} class={value === 0 ? "zero" : ""}>
                  {text(value, digits)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
