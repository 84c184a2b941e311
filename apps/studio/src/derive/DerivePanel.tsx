import { explainRequest } from "../state/explainRequest.ts";

/** The place of the derivations. */
export function DerivePanel() {
  const request = explainRequest.value;
  return (
    <section class="soon">
      <h2>Derive</h2>
      <p>Here will stand the forward and the backward pass of a small network, step by step.</p>
      {request && <p>Waiting to be explained: {request.sample}.</p>}
    </section>
  );
}
