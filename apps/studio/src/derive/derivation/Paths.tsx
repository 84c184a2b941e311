import type { Derivation } from "backproof/explain";
import { lights } from "../lit.ts";
import { signed } from "../parts/text.ts";
import { Formula } from "./Formula.tsx";
import { keysOf } from "./pathKeys.ts";

/** The ways by which the number in focus changes the cost most. */
export function Paths({
  derivation: { paths = [], convention, focus },
}: {
  readonly derivation: Derivation;
}) {
  if (paths.length === 0) return null;
  return (
    <section class="derive-paths">
      <h4>The largest paths from {focus?.text ?? "here"} to the cost</h4>
      <p class="caption">
        Each is a product of slopes, neuron by neuron. All of them together are the gradient.
      </p>
      <ul>
        {paths.map((path) => (
          <li key={path.formula} tabIndex={0} {...lights(keysOf(path))}>
            <Formula latex={path.formula} />
            <span class={`number value ${path.value < 0 ? "minus" : "plus"}`}>
              {signed(path.value, convention.digits)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
