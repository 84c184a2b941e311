// The table of contents: derivations of gradients, step by step, and how to print them.
export { convention, defaultConvention, type Convention } from "./convention.ts";
export {
  FORM_NAMES,
  type CheckMark,
  type Derivation,
  type Element,
  type Focus,
  type Form,
  type FormName,
  type FormTensor,
  type Given,
  type LayerSteps,
  type Numbers,
  type Path,
  type Rule,
  type Step,
  type Term,
  type Verdict,
} from "./derivation.ts";
export { explain, type ExplainOptions } from "./explain.ts";
export { explainNetwork, type ExplainNetworkOptions } from "./network.ts";
export { latexToText } from "./text/latexToText.ts";
export { renderText, type TextOptions } from "./text/renderText.ts";
