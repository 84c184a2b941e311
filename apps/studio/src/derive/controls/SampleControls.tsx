import { edit, patch, problem, settings } from "../state.ts";
import { withoutSample, withSample } from "../problem/resize.ts";

/** Several samples, of which the diagram shows one, and whether the cost is of all of them. */
export function SampleControls() {
  const { input, sample, together } = problem.value;
  const { firstIndex } = settings.value;
  return (
    <section class="card derive-samples" aria-label="Samples">
      <h3>Samples</h3>
      <div class="derive-sample-row">
        <div class="derive-segments" role="group" aria-label="Sample shown">
          {input.map((_, s) => (
            <button
              key={s}
              type="button"
              aria-pressed={s === sample}
              aria-label={`Sample ${s + firstIndex}`}
              onClick={() => {
                patch({ problem: { ...problem.peek(), sample: s } });
              }}
            >
              {s + firstIndex}
            </button>
          ))}
        </div>
        <button
          type="button"
          disabled={input.length >= 8}
          onClick={() => {
            edit(withSample(problem.peek()), "a sample more");
          }}
        >
          Add
        </button>
        <button
          type="button"
          disabled={input.length < 2}
          onClick={() => {
            edit(withoutSample(problem.peek()), "a sample out");
          }}
        >
          Remove
        </button>
      </div>
      <label class="check">
        <input
          type="checkbox"
          checked={together}
          disabled={input.length < 2}
          onChange={({ currentTarget }) => {
            patch({ problem: { ...problem.peek(), together: currentTarget.checked } });
          }}
        />
        The cost of all samples together
      </label>
      <p class="caption">
        {together
          ? "Weights and biases get the gradients of all samples; the diagram shows z, a and δ of the chosen one."
          : "The cost is that of the chosen sample alone."}
      </p>
    </section>
  );
}
