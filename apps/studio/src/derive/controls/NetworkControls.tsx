import { ACTIVATION_NAMES, COST_NAMES } from "backproof/nn";
import { SelectField } from "../../parts/SelectField.tsx";
import { sizesOf, type Problem } from "../problem/problem.ts";
import {
  MOST_LAYERS,
  MOST_NEURONS,
  resized,
  withActivation,
  withCost,
  withLayer,
  withoutLayer,
} from "../problem/resize.ts";
import { edit, problem } from "../state.ts";

/** How many layers and neurons, which activations, which cost. */
export function NetworkControls() {
  const sizes = sizesOf(problem.value);
  const { layers, cost } = problem.value.network;
  return (
    <section class="card derive-network" aria-label="Network">
      <h3>Network</h3>
      <ul class="derive-layers">
        {sizes.map((size, layer) => (
          <li key={layer} class="derive-layer">
            <span class="derive-layer-name">{layerName(layer, sizes.length)}</span>
            <div class="derive-size" role="group" aria-label={`Size of ${layerName(layer, sizes.length)}`}>
              <Small
                label="One fewer"
                isOff={size <= 1}
                act={() => {
                  resize(layer, size - 1);
                }}
                sign="−"
              />
              <output class="number">{size}</output>
              <Small
                label="One more"
                isOff={size >= MOST_NEURONS}
                act={() => {
                  resize(layer, size + 1);
                }}
                sign="+"
              />
            </div>
            {layer > 0 && (
              <SelectField
                label="Activation"
                value={layers[layer - 1]!.activation}
                options={ACTIVATION_NAMES}
                onChange={(name) => {
                  change(withActivation(problem.peek(), layer, name), `${name} in layer ${layer}`);
                }}
              />
            )}
            {layer > 0 && layer < layers.length && (
              <button
                type="button"
                class="quiet"
                onClick={() => {
                  change(withoutLayer(problem.peek(), layer), `layer ${layer} out`);
                }}
              >
                Remove
              </button>
            )}
          </li>
        ))}
      </ul>
      <div class="derive-network-foot">
        <button
          type="button"
          disabled={layers.length >= MOST_LAYERS}
          onClick={() => {
            change(withLayer(problem.peek()), "a layer more");
          }}
        >
          Add a layer
        </button>
        <SelectField
          label="Cost"
          value={cost}
          options={COST_NAMES}
          onChange={(name) => {
            change(withCost(problem.peek(), name), `${name} cost`);
          }}
        />
      </div>
    </section>
  );
}

function layerName(layer: number, count: number): string {
  return layer === 0 ? "Inputs" : layer === count - 1 ? `Layer ${layer}, outputs` : `Layer ${layer}`;
}

function resize(layer: number, size: number): void {
  change(resized(problem.peek(), layer, size), `layer ${layer} of ${size}`);
}

function change(next: Problem, what: string): void {
  edit(next, what);
}

function Small({
  label,
  sign,
  isOff,
  act,
}: {
  readonly label: string;
  readonly sign: string;
  readonly isOff: boolean;
  readonly act: () => void;
}) {
  return (
    <button type="button" class="derive-small" aria-label={label} disabled={isOff} onClick={act}>
      <span aria-hidden="true">{sign}</span>
    </button>
  );
}
