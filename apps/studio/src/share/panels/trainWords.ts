import { ACTIVATION_NAMES, COST_NAMES } from "backproof/nn";
import { OPTIMIZER_NAMES } from "backproof/optim";
import type { StoredNetwork } from "backproof/format";
import type { Recipe, Tuning } from "../../train/protocol.ts";
import { sizes } from "../../parts/numbers.ts";
import type { Words } from "../codec/link.ts";
import { LinkError } from "../codec/linkError.ts";
import { formatNetwork, parseNetwork } from "../codec/networkWord.ts";
import { oneOfNames, WordReader } from "../codec/wordReader.ts";

/** All of Train that a link can hold. */
export interface TrainState {
  /** The id of samples that everybody has; absent for a file of one's own. */
  readonly data?: string;
  readonly recipe: Recipe;
  readonly tuning: Tuning;
  /** The weights so far, and after how many epochs. */
  readonly trained?: { readonly network: StoredNetwork; readonly epoch: number };
}

/** `data=moons&hidden=8&activation=tanh&…&network=2-8-2~…&epoch=12`. */
export function trainWords({ data, recipe, tuning, trained }: TrainState): Words {
  const { hidden, activation, outputActivation, cost, seed } = recipe;
  const { optimizer, learningRate, batch } = tuning;
  return {
    ...(data !== undefined && { data }),
    hidden: hidden.length === 0 ? "none" : hidden.join("-"),
    ...{ activation, output: outputActivation, cost, seed: String(seed) },
    ...{ optimizer, rate: String(learningRate), batch: String(batch) },
    ...(trained && { network: formatNetwork(trained.network), epoch: String(trained.epoch) }),
  };
}

/**
 * @param known the ids of samples
 * @param fallback what holds for words that are absent, for the samples that the words name
 * @throws LinkError for the first word that does not fit
 */
export function trainState(
  words: Words,
  known: readonly string[],
  fallback: (data: string | undefined) => Pick<TrainState, "recipe" | "tuning">,
): TrainState {
  const reader = new WordReader(words, "Train");
  const data = reader.take<string | undefined>(
    "data",
    (text, where) => oneOfNames(text, known, where),
    undefined,
  );
  const { recipe, tuning } = fallback(data);
  const state: TrainState = {
    ...(data !== undefined && { data }),
    recipe: {
      hidden: reader.take("hidden", parseHidden, recipe.hidden),
      activation: reader.choice("activation", ACTIVATION_NAMES, recipe.activation),
      outputActivation: reader.choice("output", ACTIVATION_NAMES, recipe.outputActivation),
      cost: reader.choice("cost", COST_NAMES, recipe.cost),
      seed: reader.whole("seed", 0, 2 ** 31, recipe.seed),
    },
    tuning: {
      optimizer: reader.choice("optimizer", OPTIMIZER_NAMES, tuning.optimizer),
      learningRate: reader.number("rate", Number.MIN_VALUE, Number.MAX_VALUE, tuning.learningRate),
      batch: reader.whole("batch", 1, 100_000, tuning.batch),
    },
  };
  const network = reader.take<StoredNetwork | undefined>("network", parseNetwork, undefined);
  const epoch = reader.number("epoch", 0, Number.MAX_SAFE_INTEGER, 0);
  reader.done();
  return network === undefined ? state : { ...state, trained: { network, epoch } };
}

function parseHidden(text: string, where: string): readonly number[] {
  const read = text === "none" ? [] : sizes(text.replaceAll("-", ","));
  if (read !== undefined) return read;
  throw new LinkError(
    `${where} must be sizes such as 30-20, or none, got ${JSON.stringify(text)}; correct it or leave it out.`,
  );
}
