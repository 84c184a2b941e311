// Keeps the address in step with the panel, so that a copied link shows the same.
import { batch, effect, untracked } from "@preact/signals";
import { addressOf, route } from "../state/route.ts";
import { fromSettings, toSettings, type Stance } from "./address.ts";
import { offered } from "./offered.ts";
import { pair, sceneId, settings, shownStep, showScene, start, steps, view } from "./state.ts";

/** Browsers refuse an address that changes with every move of a finger; so it waits until all is still, in milliseconds. */
const STILL = 300;

let written = "";
let waiting = 0;

effect(() => {
  const { panel, settings: words } = route.value;
  if (panel !== "descend" || words.toString() === "" || words.toString() === written) return;
  untracked(() => {
    const scene = offered.value.find(({ id }) => id === words.get("scene")) ?? offered.value[0]!;
    batch(() => {
      showScene(scene);
      const stance = fromSettings(words, scene.problem, present());
      pair.value = stance.pair;
      view.value = stance.window;
      start.value = stance.start;
      settings.value = stance.settings;
      steps.value = stance.steps;
      shownStep.value = stance.steps;
    });
  });
});

effect(() => {
  const words = new URLSearchParams({ scene: sceneId.value, ...toSettings(present()) });
  if (route.value.panel !== "descend") return;
  window.clearTimeout(waiting);
  waiting = window.setTimeout(() => {
    if (route.value.panel !== "descend") return;
    written = words.toString();
    window.history.replaceState(null, "", addressOf("descend", words));
  }, STILL);
});

function present(): Stance {
  return {
    ...{ pair: pair.value, window: view.value, start: start.value },
    ...{ steps: steps.value, settings: settings.value },
  };
}
