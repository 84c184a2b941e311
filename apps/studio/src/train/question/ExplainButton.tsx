import { explainRequest } from "../../state/explainRequest.ts";
import { notifyError } from "../../state/notices.ts";
import { goTo } from "../../state/route.ts";
import { pause, presentNetwork } from "../actions.ts";
import { toStored } from "../files/storedNetwork.ts";
import { data, kept } from "../state/session.ts";
import { question } from "../state/question.ts";

/** Takes this sample and the network as it is now to Derive. */
export function ExplainButton() {
  return (
    <button
      type="button"
      disabled={question.value === null || kept.value === null}
      onClick={() => {
        explainThis().catch(notifyError);
      }}
    >
      Explain this one <span aria-hidden="true">→</span>
    </button>
  );
}

async function explainThis(): Promise<void> {
  pause();
  const network = await presentNetwork();
  const asked = question.value;
  if (network === null || asked === null) return;
  const { inputShape = null, classes = null } = data.value ?? {};
  explainRequest.value = {
    network: toStored(network),
    input: [...asked.input],
    sample: asked.sample,
    ...(asked.target && { target: asked.target }),
    ...(inputShape && { inputShape }),
    ...(classes && { classes }),
  };
  goTo("derive");
}
