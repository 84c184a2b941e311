import { birthFindings } from "../../diagnose/findings/births.ts";
import type { Diagnosis } from "../../diagnose/diagnosis.ts";
import type { BrokenTraining } from "../../train/firstBadNode.ts";

/** The diagnosis of the last good parameters, with what the epoch after them met. */
export function withBreak(diagnosis: Diagnosis, { found }: BrokenTraining): Diagnosis {
  if (found === null) return diagnosis;
  const { batch: _batch, ...notFinite } = found;
  const findings = birthFindings({ notFinite, zeroGradient: null });
  return { ...diagnosis, notFinite, findings: [...findings, ...diagnosis.findings] };
}
