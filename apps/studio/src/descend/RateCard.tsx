import { readable } from "./format.ts";
import { NIELSEN_RATES } from "./nielsen.ts";
import type { Survey } from "./jobs.ts";
import { RateRuler } from "./RateRuler.tsx";
import { stability } from "./stability.ts";
import { StabilityTable } from "./StabilityTable.tsx";
import { change, problem, settings, surveyed } from "./state.ts";
import { VERDICTS } from "./words.ts";

/** How large η may be: λ, 2/λ, and where the present η stands. */
export function RateCard() {
  const { rate } = settings.value.sgd;
  const survey = surveyed.value;
  const lambda = survey?.lowest.bends[0].value;
  const isSquashed = problem.value.layers.some(({ activation }) => activation === "sigmoid");
  return (
    <section class="card figure" aria-label="How large may the learning rate be?">
      <div class="figure-head">
        <h3>How large may η be?</h3>
      </div>
      <p class="caption">
        Near a lowest point the cost is a bowl. In the direction that bends most it is ½ λ e², where e is the
        error and λ the largest eigenvalue of the Hessian. A step of gradient descent turns e into (1 − ηλ) e.
        So the error shrinks where <strong>η &lt; 2/λ</strong>, and otherwise each step throws it farther.
      </p>
      {lambda !== undefined && (
        <>
          <RateRuler rate={rate} lambda={lambda} />
          <p class="descend-verdict" aria-live="polite">
            {survey && isOnEdge(survey) && EDGE_WORDS} {sentence(rate, lambda)}
          </p>
        </>
      )}
      <div class="buttons descend-presets" role="group" aria-label="Learning rate η of gradient descent">
        <span aria-hidden="true">η =</span>
        {presets(lambda).map(({ name, value }) => (
          <button
            key={name}
            type="button"
            aria-pressed={value === rate}
            onClick={() => {
              change("sgd", { rate: value, shown: true });
            }}
          >
            {name}
          </button>
        ))}
      </div>
      <StabilityTable />
      <p class="caption">
        This holds near a lowest point, and for plain gradient descent. Momentum μ allows up to 2 (1 + μ)/λ.
        RMSProp and Adam divide by the size of the gradients, so their η is about the length of a step.
      </p>
      {isSquashed && (
        <p class="caption">
          A sigmoid stays between 0 and 1, so too large an η does not let this cost grow for ever. It throws
          the path onto a plateau, where σ′ is almost 0 and nothing is learnt any more.
        </p>
      )}
    </section>
  );
}

const EDGE_WORDS = "The lowest point in view lies on its edge: the cost falls on beyond.";

/** Whether the lowest point is one only because the view ends there. */
function isOnEdge({ grid: { window }, lowest: { x, y } }: Survey): boolean {
  return window.x.includes(x) || window.y.includes(y);
}

function sentence(rate: number, lambda: number): string {
  const { verdict, limit, factor } = stability(lambda, rate);
  if (verdict === "flat") {
    return `At the lowest point in view λ = ${readable(lambda)}: nothing bends upwards there, so there is no limit to tell.`;
  }
  return (
    `At the lowest point in view λ = ${readable(lambda)}, so 2/λ = ${readable(limit)}. ` +
    `With η = ${readable(rate)}, 1 − ηλ = ${readable(factor)}: ${VERDICTS[verdict]}.`
  );
}

function presets(lambda: number | undefined): { name: string; value: number }[] {
  const fixed = NIELSEN_RATES.map((value) => ({ name: String(value), value }));
  if (lambda === undefined || lambda <= 0) return fixed;
  const parts = [1, 1.9, 2.1].map((share) => ({
    name: `${share}/λ`,
    value: Number((share / lambda).toPrecision(4)),
  }));
  return [...fixed, ...parts];
}
