import type { Finding } from "backproof/diagnose";
import { Figure } from "../../parts/Figure.tsx";
import { findings } from "../state/session.ts";

/** What is wrong with the training, why, and what usually helps. */
export function DiagnosisFigure() {
  const found = findings.value;
  return (
    <Figure title="Diagnosis">
      {found === null || found.length === 0 ? (
        <p class="empty">
          {found === null ? "Not looked at yet." : "Nothing found: gradients flow, no layer is flat or dead."}
        </p>
      ) : (
        <ul class="findings">
          {found.map((finding) => (
            <FindingItem key={`${finding.kind} ${finding.layer ?? ""}`} finding={finding} />
          ))}
        </ul>
      )}
    </Figure>
  );
}

function FindingItem({ finding: { kind, severity, layer, says, helps } }: { readonly finding: Finding }) {
  return (
    <li class={severity}>
      <h4>
        <span class="badge">{severity}</span> {kind.replaceAll("-", " ")}
        {layer !== null && `, layer ${layer}`}
      </h4>
      <p>{says}</p>
      <p class="caption">{helps}</p>
    </li>
  );
}
