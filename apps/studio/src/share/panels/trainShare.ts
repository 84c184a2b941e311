import { computed, effect, untracked } from "@preact/signals";
import { adopt, presentNetwork, show } from "../../train/actions.ts";
import { adoptNetwork } from "../../train/files/openNetwork.ts";
import { fromStored, toStored } from "../../train/files/storedNetwork.ts";
import type { DataSource, DataSummary } from "../../train/protocol.ts";
import { notifyError } from "../../state/notices.ts";
import { DATA_CHOICES } from "../../train/state/dataChoices.ts";
import { data, kept, loading, running } from "../../train/state/session.ts";
import { recipe, source, suggest, tuning } from "../../train/state/settings.ts";
import type { Words } from "../codec/link.ts";
import { LinkError } from "../codec/linkError.ts";
import { registerShare, type Shown } from "../registry.ts";
import { fitsLink, sizeOf } from "./fits.ts";
import { trainState, trainWords } from "./trainWords.ts";

const DIGITS: DataSource = { kind: "digits" };

/** Samples arrive with their settings: until then, what was shown before still holds. */
let settled: Shown = { words: {} };
const shown = computed<Shown>(() => (loading.value === null ? (settled = read()) : settled));

registerShare("train", {
  read: () => shown.value,
  restore,
  remember: () => {
    const before = { source: source.peek(), recipe: recipe.peek(), tuning: tuning.peek(), kept: kept.peek() };
    return () => {
      if (source.peek() !== before.source || before.kept === null) {
        show(before.source, before, before.kept);
        return;
      }
      // The samples are still there.
      recipe.value = before.recipe;
      tuning.value = before.tuning;
      adopt(before.kept);
    };
  },
  refresh: presentNetwork,
  network: () => (kept.peek() === null ? null : toStored(kept.peek()!)),
  open: adoptNetwork,
});

// The address is to have the weights of the last step, and the worker tells them only now and then.
effect(() => {
  if (running.value) return;
  untracked(() => {
    if (kept.value !== null && fitsLink(toStored(kept.value))) presentNetwork().catch(notifyError);
  });
});

function read(): Shown {
  const id = idOf(source.value);
  const network = kept.value === null ? null : toStored(kept.value);
  const fits = network !== null && id !== undefined && fitsLink(network);
  const words = trainWords({
    ...(id !== undefined && { data: id }),
    ...{ recipe: recipe.value, tuning: tuning.value },
    ...(fits && { trained: { network, epoch: kept.value!.epoch } }),
  });
  if (fits || network === null) return { words };
  const own =
    id === undefined
      ? `The samples of ${data.value?.name ?? "your file"} are not in the link: pass the file on. `
      : "";
  const count = sizeOf(network).toLocaleString("en");
  return {
    words,
    missing: `${own}The ${count} weights are not in the link: it begins with fresh ones from the same seed. Save the network as a file to pass them on.`,
  };
}

function restore(words: Words): void {
  const known = DATA_CHOICES.map(({ id }) => id);
  const state = trainState(words, known, (id) => suggest(summaryOf(sourceOf(id))));
  const wanted = sourceOf(state.data);
  if (state.trained === undefined) {
    show(wanted, state, null);
    return;
  }
  const { network, epoch } = state.trained;
  const { inputs, outputs, name } = summaryOf(wanted);
  const sizes = [network.layers[0]!.weights[0]!.length, network.layers.at(-1)!.bias.length];
  if (sizes[0] !== inputs || sizes[1] !== outputs) {
    throw new LinkError(
      `This link does not fit Train: its network must have ${inputs} inputs and ${outputs} outputs for ${name}, got ${sizes.join(" and ")}; copy it again.`,
    );
  }
  show(wanted, state, { ...fromStored(network), epoch });
}

function idOf(wanted: DataSource): string | undefined {
  return DATA_CHOICES.find(
    ({ source: one }) =>
      one.kind === wanted.kind && (one.kind !== "toy" || wanted.kind !== "toy" || one.shape === wanted.shape),
  )?.id;
}

function sourceOf(id: string | undefined): DataSource {
  return DATA_CHOICES.find((choice) => choice.id === id)?.source ?? DIGITS;
}

/** What is known of samples before they are there. */
function summaryOf(wanted: DataSource): DataSummary {
  const isToy = wanted.kind === "toy";
  return {
    name: isToy ? wanted.shape : "digits",
    ...{ train: 0, test: 0, inputs: isToy ? 2 : 784, outputs: isToy ? 2 : 10 },
    ...{ classes: [], inputNames: null, inputShape: isToy ? null : [28, 28], points: null },
  };
}
