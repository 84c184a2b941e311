import { computed, effect, signal } from "@preact/signals";
import type { Derivation } from "backproof/explain";
import { isWide, type Problem } from "../problem/problem.ts";
import { focusText, isSame, type Selection } from "../selection.ts";
import { patch, problem, selection, settings } from "../state.ts";
import { DeriveClient } from "./client.ts";
import { AUTO, type Derived } from "./question.ts";
import { needsDetail } from "./detail.ts";

const client = new DeriveClient();

/** The last derivation, and what it was derived from. */
export const derived = signal<(Derived & { readonly problem: Problem }) | null>(null);
/** Why the present problem could not be derived. */
export const failure = signal<string | null>(null);
export const isDeriving = signal(false);

/** The derivation of one number that the whole derivation does not show element by element. */
const detail = signal<{ readonly derivation: Derivation; readonly of: Selection } | null>(null);

const focus = computed(() => {
  if (!isWide(problem.value)) return undefined;
  const asked = selection.value && focusText(selection.value, settings.value.firstIndex);
  return asked ?? AUTO;
});

effect(() => {
  const asked = {
    problem: problem.value,
    convention: settings.value,
    ...(focus.value && { focus: focus.value }),
  };
  isDeriving.value = true;
  client.ask("whole", {
    question: asked,
    done: (answer) => {
      derived.value = { ...answer, problem: asked.problem };
      failure.value = null;
      showFocus(answer.derivation);
      isDeriving.value = asked.problem !== problem.peek();
    },
    failed: (message) => {
      failure.value = message;
      isDeriving.value = false;
    },
  });
});

effect(() => {
  const [asked, present] = [selection.value, derived.value];
  detail.value = null;
  if (asked === null || present === null || !needsDetail(asked, present.derivation)) return;
  const text = focusText(asked, present.derivation.convention.firstIndex);
  if (text === undefined) return;
  client.ask("detail", {
    question: { problem: present.problem, convention: present.derivation.convention, focus: text },
    done: ({ derivation }) => {
      if (derived.peek() === present) detail.value = { derivation, of: asked };
    },
    failed: (message) => {
      failure.value = message;
    },
  });
});

/** Where nobody has asked for a number yet, the one that is explained is selected. */
function showFocus({ focus: explained, steps }: Derivation): void {
  if (selection.peek() !== null || explained?.index === undefined) return;
  const of = steps.find(({ id }) => id === explained.of)?.of ?? explained.of;
  patch({ selection: { of, index: explained.index } });
}

/** The derivation that shows the selection best. */
export const inFocus = computed<Derivation | null>(() => {
  const present = detail.value;
  if (present !== null && isSame(present.of, selection.value)) return present.derivation;
  return derived.value?.derivation ?? null;
});
