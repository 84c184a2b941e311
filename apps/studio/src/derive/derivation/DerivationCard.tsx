import { failure, inFocus, isDeriving } from "../compute/derived.ts";
import { NumberField } from "../parts/NumberField.tsx";
import { entryName, text } from "../parts/text.ts";
import { givenAt } from "../problem/entries.ts";
import { askedBy, type Selection } from "../selection.ts";
import { problem, selection, settings } from "../state.ts";
import { conventionWords } from "./conventionWords.ts";
import { FormChoice } from "./FormChoice.tsx";
import { Paths } from "./Paths.tsx";
import { StepArticle } from "./StepArticle.tsx";
import { selectionTitle } from "./title.ts";

/** Where the selected number comes from. */
export function DerivationCard() {
  const [asked, derivation] = [selection.value, inFocus.value];
  return (
    <section class="card derive-derivation" aria-label="Derivation" aria-busy={isDeriving.value}>
      <div class="derive-derivation-head">
        <h3>{asked === null ? "Derivation" : selectionTitle(asked, settings.value.firstIndex)}</h3>
        <FormChoice />
      </div>
      {failure.value !== null && <p class="derive-failure">This cannot be derived: {failure.value}</p>}
      {derivation !== null && !Number.isFinite(derivation.cost.value) && (
        <NotFinite cost={derivation.cost.value} />
      )}
      {asked !== null && <GivenField asked={asked} />}
      {asked === null && (
        <p class="caption">Choose a weight, a neuron or a layer in the diagram, or a step of the list.</p>
      )}
      {asked !== null && derivation !== null && <Articles asked={asked} derivation={derivation} />}
      {derivation !== null && (
        <p class="derive-convention caption">Convention: {conventionWords(derivation.convention)}.</p>
      )}
    </section>
  );
}

function Articles({
  asked,
  derivation,
}: {
  readonly asked: Selection;
  readonly derivation: NonNullable<typeof inFocus.value>;
}) {
  const steps = askedBy(asked, derivation);
  if (steps.length === 0) {
    return (
      <p class="caption">
        {derivation.focus === undefined ? "There is nothing to derive here." : "Deriving what this needs…"}
      </p>
    );
  }
  return (
    <>
      {steps.map((one) => (
        <StepArticle
          key={one.id}
          asked={one}
          derivation={derivation}
          isOpen={steps.length === 1 || one.unit === undefined}
        />
      ))}
      <Paths derivation={derivation} />
    </>
  );
}

/** Why a cost may be no number, and the way out. */
function NotFinite({ cost }: { readonly cost: number }) {
  const { network } = problem.value;
  const takesLogarithms = network.cost.includes("cross-entropy");
  return (
    <p class="derive-failure">
      The cost is {text(cost, 4)}, so it cannot be differentiated or checked.{" "}
      {takesLogarithms
        ? `Its logarithms need outputs above 0, and ${network.layers.at(-1)!.activation} gives others: choose softmax or sigmoid for the last layer, or the quadratic cost.`
        : "Some number has become too large: undo the last change, or make the inputs or weights smaller."}
    </p>
  );
}

/** A given number can be changed here too. */
function GivenField({ asked: { of, index } }: { readonly asked: Selection }) {
  if (index === undefined || givenAt(problem.value, { of, index }) === undefined) return null;
  const name = entryName(of, index, settings.value.firstIndex);
  return (
    <div class="derive-given">
      <span class="derive-given-name">{name} =</span>
      <NumberField
        key={`${of}${index.join()}`}
        entry={{ of, index }}
        name={name}
        label={`Value of ${name}`}
      />
      <span class="caption">
        <kbd>↑</kbd> <kbd>↓</kbd> step by 0.1
      </span>
    </div>
  );
}
