import { derive } from "./deriveNumbers.ts";
import type { Derived, Question } from "./question.ts";

export type Answer = { readonly id: number } & ({ readonly derived: Derived } | { readonly failed: string });

addEventListener("message", ({ data }: MessageEvent<{ id: number; question: Question }>) => {
  postMessage(answer(data.id, data.question));
});

function answer(id: number, question: Question): Answer {
  try {
    return { id, derived: derive(question) };
  } catch (error) {
    return { id, failed: error instanceof Error ? error.message : String(error) };
  }
}
