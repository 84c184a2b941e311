import { batch } from "@preact/signals";
import type { NetworkFile } from "backproof/format";
import type { Stance } from "../../descend/address.ts";
import { sceneOf, type Scene } from "../../descend/scenes.ts";
import { settingsFor } from "../../descend/settings.ts";
import {
  pair,
  problem,
  sceneId,
  settings,
  shownStep,
  showScene,
  start,
  steps,
  view,
} from "../../descend/state.ts";
import { registerShare, shares, type Shown } from "../registry.ts";
import { descendState, descendWords } from "./descendWords.ts";
import { fitsLink, sizeOf } from "./fits.ts";

const FIRST_STEPS = steps.peek();
/** Larger batches go as a file. */
const MOST_ROWS = 100;
/** With more, a surface takes too long to follow a finger. */
const MOST_PARAMETERS = 2000;

registerShare("descend", {
  read,
  restore: (words) => {
    const { scene, stance } = descendState(words, firstStance);
    look(scene, stance);
  },
  remember: () => {
    const scene = { ...sceneOf("The network from before", problem.peek()), id: sceneId.peek() };
    const before = stanceNow();
    return () => {
      look(scene, before);
    };
  },
  network: () => {
    const { layers, cost, reduction, input, target } = problem.peek();
    return {
      layers,
      cost,
      reduction,
      input: input.map((row) => [...row]),
      target: target.map((row) => [...row]),
    };
  },
  open: (file, name) => {
    const scene = sceneOf(name, problemOf(file, name));
    // Derive has the list's entry for networks from elsewhere, so it opens there as well.
    shares.peek().derive?.open(file, name);
    look(scene, firstStance(scene));
  },
});

function read(): Shown {
  if (fitsLink(problem.value) && problem.value.input.length <= MOST_ROWS) {
    return { words: descendWords(sceneId.value, problem.value, stanceNow()) };
  }
  const count = sizeOf(problem.value).toLocaleString("en");
  return {
    words: {},
    missing: `This network has ${count} weights and biases and ${problem.value.input.length} samples, too many for a link. Save it as a file and pass that on.`,
  };
}

/** Reads signals. */
function stanceNow(): Stance {
  return {
    pair: pair.value,
    window: view.value,
    start: start.value,
    steps: steps.value,
    settings: settings.value,
  };
}

function firstStance({ pair: axes, window, start: from, rates }: Scene): Stance {
  return { pair: axes, window, start: from, steps: FIRST_STEPS, settings: settingsFor(rates) };
}

function look(scene: Scene, stance: Stance): void {
  batch(() => {
    showScene(scene);
    pair.value = stance.pair;
    view.value = stance.window;
    start.value = stance.start;
    settings.value = stance.settings;
    steps.value = stance.steps;
    shownStep.value = stance.steps;
  });
}

/** @throws Error where the file has no samples, or a network whose surface takes too long */
function problemOf({ input, target, ...network }: NetworkFile, name: string) {
  if (input === undefined || target === undefined) {
    throw new Error(
      `${name}: Descend needs input and target in the file, for the cost is of samples; add them, or open it in Derive`,
    );
  }
  if (sizeOf(network) > MOST_PARAMETERS) {
    throw new Error(
      `${name}: Descend takes networks of at most ${MOST_PARAMETERS} weights and biases, got ${sizeOf(network)}; open it in Derive or Train`,
    );
  }
  return { ...network, input, target };
}
