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
export { contractJson, type ContractJson, type ContractLayer } from "./json.ts";
export { renderLatex } from "./latex/renderLatex.ts";
export { renderMarkdown } from "./markdown/renderMarkdown.ts";
export type { PageOptions } from "./prose.ts";
export { FORMATS, formatOf, render, type Format, type RenderOptions } from "./render.ts";
export { renderSvg, type SvgOptions } from "./svg/renderSvg.ts";
export type { Highlight } from "./svg/scene.ts";
export { latexToText } from "./text/latexToText.ts";
export { renderText, type TextOptions } from "./text/renderText.ts";
export { worksheet, type WorksheetPart } from "./worksheet.ts";
