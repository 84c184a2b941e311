// What the reader can do, as the worker's requests.
import { first, listen, onRestart, send } from "./client.ts";
import type { DataSource, KeptNetwork, Recipe, Tuning } from "./protocol.ts";
import { receive } from "./receive.ts";
import { question } from "./state/question.ts";
import * as session from "./state/session.ts";
import { recipe, source, suggest, tuning, usedRecipe } from "./state/settings.ts";

listen(receive);
onRestart(() => {
  session.running.value = false;
  const { value: kept } = session.kept;
  bringIn(source.value, () => {
    if (kept !== null) adopt(kept);
    else startOver();
  });
});

/** What to do when the samples have arrived. */
let afterLoading: () => void = () => undefined;
/** Where the samples that are there came from. */
let loadedSource: DataSource = source.value;

listen((report) => {
  if (report.type === "loaded") {
    loadedSource = source.value;
    afterLoading();
  }
  // What was there before is still there.
  if (report.type === "failed" && report.doing === "load") source.value = loadedSource;
});

/** Brings in samples, and makes a network that suits them. */
export function choose(wanted: DataSource): void {
  bringIn(wanted, () => {
    const suggested = suggest(session.data.value!);
    recipe.value = suggested.recipe;
    tuning.value = suggested.tuning;
    startOver();
  });
}

/** Brings in samples with everything that belongs to them, as from a link: these weights, or fresh ones where there are none. */
export function show(
  wanted: DataSource,
  settings: { readonly recipe: Recipe; readonly tuning: Tuning },
  network: KeptNetwork | null,
): void {
  bringIn(wanted, () => {
    recipe.value = settings.recipe;
    tuning.value = settings.tuning;
    if (network === null) startOver();
    else adopt(network);
  });
}

function bringIn(wanted: DataSource, then: () => void): void {
  source.value = wanted;
  session.loading.value = describe(wanted);
  afterLoading = then;
  send({ type: "load", source: wanted });
}

/** Fresh weights, as the recipe says. */
export function startOver(): void {
  usedRecipe.value = recipe.value;
  send({ type: "create", recipe: recipe.value, tuning: tuning.value });
  send({ type: "ask", input: fittingQuestion() });
}

/** These weights, from a file or from before. */
export function adopt(network: KeptNetwork): void {
  usedRecipe.value = recipe.value;
  send({ type: "adopt", network, seed: recipe.value.seed, tuning: tuning.value });
  send({ type: "ask", input: fittingQuestion() });
}

export function go(until: "paused" | "batch" | "epoch"): void {
  send({ type: "go", until });
}

export function pause(): void {
  send({ type: "pause" });
}

/** Changes how to train, in the middle of it too. */
export function tune(change: Partial<Tuning>): void {
  tuning.value = { ...tuning.value, ...change };
  send({ type: "tune", tuning: tuning.value });
}

/** Computes the outputs for a sample, now and as the weights change. */
export function ask(asked: typeof question.value): void {
  question.value = asked;
  if (asked === null) session.answer.value = null;
  send({ type: "ask", input: asked?.input ?? null });
}

/** The network of this moment; the last one that was told where the worker does not answer. */
export async function presentNetwork(): Promise<KeptNetwork | null> {
  if (session.kept.value === null) return null;
  const told = first((report) => (report.type === "kept" ? report.kept : undefined));
  send({ type: "keep" });
  const patience = new Promise<KeptNetwork | null>((resolve) => {
    setTimeout(() => {
      resolve(session.kept.value);
    }, 2000);
  });
  return Promise.race([told, patience]);
}

/** The question, if it fits the samples that are there now. */
function fittingQuestion(): Float32Array | null {
  if (question.value?.input.length !== session.data.value?.inputs) question.value = null;
  return question.value?.input ?? null;
}

function describe(wanted: DataSource): string {
  switch (wanted.kind) {
    case "digits":
      return "Drawing 12,000 digits…";
    case "toy":
      return "Drawing points…";
    case "mnist":
      return "Fetching MNIST…";
    case "files":
      return `Reading ${wanted.files.map(({ name }) => name).join(", ")}…`;
  }
}
