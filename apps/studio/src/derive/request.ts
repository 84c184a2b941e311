import { effect } from "@preact/signals";
import { evaluate, input } from "backproof";
import { toNetwork } from "backproof/format";
import { forward } from "backproof/nn";
import { explainRequest, type ExplainRequest } from "../state/explainRequest.ts";
import { deriveState, FIRST_STATE, restoreDerive, type DeriveState } from "./state.ts";

/** Takes up what Train asks to explain. */
export function takeRequests(): void {
  effect(() => {
    const request = explainRequest.value;
    if (request === null) return;
    explainRequest.value = null;
    restoreDerive(stateOf(request, deriveState.peek()));
  });
}

/** The state that explains a sample; where nobody said what is right, the network's own answer is the target. */
export function stateOf(request: ExplainRequest, before: DeriveState = FIRST_STATE): DeriveState {
  const { network, input: sample, target, inputShape, classes } = request;
  return {
    problem: {
      network,
      input: [sample],
      target: [target ?? ownAnswer(request)],
      sample: 0,
      together: false,
    },
    convention: before.convention,
    selection: null,
    step: "end",
    rate: before.rate,
    form: before.form,
    source: {
      sample: request.sample,
      targetIsGuess: target === undefined,
      ...(inputShape && { inputShape }),
      ...(classes && { classes }),
    },
  };
}

/** 1 at the largest output, 0 elsewhere; of a single output, the nearest of 0 and 1. */
function ownAnswer({ network, input: sample }: ExplainRequest): number[] {
  const x = input("x", [sample.length]);
  const { data } = evaluate(
    forward(toNetwork(network), x).output,
    new Map([[x, { shape: [sample.length], data: Float64Array.from(sample) }]]),
  );
  const outputs = Array.from(data);
  if (outputs.length === 1) return [outputs[0]! >= 0.5 ? 1 : 0];
  const best = outputs.indexOf(Math.max(...outputs));
  return outputs.map((_, unit) => (unit === best ? 1 : 0));
}
