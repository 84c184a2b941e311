import type { Derivation, Element, Step } from "backproof/explain";
import { useMemo } from "preact/hooks";
import { elementAt } from "../compute/detail.ts";
import { keyOf } from "../keys.ts";
import { goToStep, reader } from "../player.ts";
import { CheckMark } from "../parts/CheckMark.tsx";
import { text } from "../parts/text.ts";
import { problem } from "../state.ts";
import type { Asked } from "../selection.ts";
import { CheckDetails } from "./CheckDetails.tsx";
import { Formula } from "./Formula.tsx";
import { Forms } from "./Forms.tsx";
import { liveSymbols } from "./liveSymbols.ts";
import { Scroll } from "./Scroll.tsx";
import { Terms } from "./Terms.tsx";

/** One step, or one number of it: what it is, why, how it is computed, and whether it is right. */
export function StepArticle({
  asked: { id, unit },
  derivation,
  isOpen,
}: {
  readonly asked: Asked;
  readonly derivation: Derivation;
  /** Whether the whole quantity is shown too, not only the number. */
  readonly isOpen: boolean;
}) {
  const place = derivation.steps.findIndex((one) => one.id === id);
  const step = derivation.steps[place]!;
  const element = unit && elementAt(step, unit, problem.value.sample);
  const symbols = useMemo(() => {
    const own = element && { latex: element.symbol, key: keyOf(id, element.index) };
    return [...liveSymbols(derivation, element === undefined ? [] : [element]), ...(own ? [own] : [])];
  }, [derivation, element]);
  if (reader.value?.isReached(id) !== true) return <Waiting step={step} place={place} />;
  const { digits } = derivation.convention;
  return (
    <article class="derive-step" data-step={id}>
      <header>
        <h4>
          <Formula latex={`\\displaystyle ${element?.symbol ?? step.symbol}`} symbols={symbols} />
          {element !== undefined && <span class="number"> = {text(element.total, digits)}</span>}
        </h4>
        <CheckMark check={step.check} />
      </header>
      <p class="derive-says">{step.rule.says}</p>
      {element !== undefined && (
        <>
          <Scroll label={`${step.name}, one number`}>
            <Formula latex={elementLatex(step, element)} symbols={symbols} block />
          </Scroll>
          <Terms element={element} symbols={symbols} digits={digits} />
        </>
      )}
      {isOpen ? (
        <Whole step={step} derivation={derivation} symbols={symbols} isPart={element !== undefined} />
      ) : (
        <details>
          <summary>All of {step.name} at once</summary>
          <Whole step={step} derivation={derivation} symbols={symbols} isPart={false} />
        </details>
      )}
      <CheckDetails check={step.check} />
      {step.rule.source !== undefined && <p class="caption">Source: {step.rule.source}</p>}
    </article>
  );
}

function Whole({
  step,
  derivation,
  symbols,
  isPart,
}: {
  readonly step: Step;
  readonly derivation: Derivation;
  readonly symbols: ReturnType<typeof liveSymbols>;
  readonly isPart: boolean;
}) {
  return (
    <div class="derive-whole">
      {isPart && <h5>All of {step.name} at once</h5>}
      {step.forms === undefined ? (
        <>
          <Scroll label={`${step.name} with shapes`}>
            <Formula latex={step.shapes} symbols={symbols} block />
          </Scroll>
          <Scroll label={`${step.name} with the numbers`}>
            <Formula latex={step.substituted} symbols={symbols} block />
          </Scroll>
        </>
      ) : (
        <Forms step={step} derivation={derivation} symbols={symbols} />
      )}
    </div>
  );
}

function Waiting({ step, place }: { readonly step: Step; readonly place: number }) {
  return (
    <article class="derive-step waiting" data-step={step.id}>
      <h4>
        <Formula latex={`\\displaystyle ${step.symbol}`} /> <span>is not computed yet</span>
      </h4>
      <button
        type="button"
        onClick={() => {
          goToStep(place + 1);
        }}
      >
        Compute up to here
      </button>
    </article>
  );
}

/** With the numbers plugged in where the derivation has them; the terms of the sum otherwise. */
function elementLatex({ forms }: Step, { index, symbol, terms, count }: Element): string {
  const shown = forms?.index.elements?.findIndex((one) => one.index.join() === index.join()) ?? -1;
  const written = forms?.index.substituted[shown];
  if (written !== undefined) return written;
  const sum = terms.map(({ formula }) => formula).join(" + ");
  return `${symbol} = ${sum}${count > terms.length ? " + \\cdots" : ""}`;
}
