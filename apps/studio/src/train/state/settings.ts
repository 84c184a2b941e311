import { computed, signal } from "@preact/signals";
import type { DataSource, DataSummary, Recipe, Tuning } from "../protocol.ts";

/** Where the samples come from. */
export const source = signal<DataSource>({ kind: "digits" });

/** The network to begin with; a change counts at the next start from the beginning. */
export const recipe = signal<Recipe>({
  hidden: [30],
  activation: "sigmoid",
  outputActivation: "sigmoid",
  cost: "quadratic",
  seed: 0,
});

/** How to train; a change counts at once. */
export const tuning = signal<Tuning>({ optimizer: "sgd", learningRate: 3, batch: 10 });

/** Whether the columns of a CSV file are brought to mean 0 and standard deviation 1. */
export const standardise = signal(true);

/** The recipe of the network that is there now. */
export const usedRecipe = signal<Recipe | null>(null);

/** Whether the recipe was changed since the network was made. */
export const recipeChanged = computed(
  () => usedRecipe.value !== null && JSON.stringify(usedRecipe.value) !== JSON.stringify(recipe.value),
);

/** Settings that work for these samples: those of the notes for digits, else something that learns soon. */
export function suggest(data: DataSummary): { readonly recipe: Recipe; readonly tuning: Tuning } {
  const { seed } = recipe.peek();
  if (data.inputShape !== null) {
    return {
      recipe: { hidden: [30], activation: "sigmoid", outputActivation: "sigmoid", cost: "quadratic", seed },
      tuning: { optimizer: "sgd", learningRate: 3, batch: 10 },
    };
  }
  const tuned = { optimizer: "adam", learningRate: 0.03, batch: 10 } as const;
  if (data.classes === null) {
    return {
      recipe: {
        hidden: [16],
        activation: "tanh",
        outputActivation: "identity",
        cost: "mean-squared-error",
        seed,
      },
      tuning: { ...tuned, learningRate: 0.01 },
    };
  }
  // Two smooth layers take thousands of epochs to wind themselves up.
  if (data.name === "spirals") {
    return {
      recipe: {
        hidden: [32, 16],
        activation: "relu",
        outputActivation: "softmax",
        cost: "cross-entropy",
        seed,
      },
      tuning: { ...tuned, learningRate: 0.01, batch: 20 },
    };
  }
  return {
    recipe: { hidden: [8], activation: "tanh", outputActivation: "softmax", cost: "cross-entropy", seed },
    tuning: tuned,
  };
}
