// The table of contents: checks of gradients and of ops, your own included.
export { adjointCheck, type AdjointCheck, type AdjointCheckOptions } from "./adjointCheck.ts";
export { engineCheck, type EngineCheck, type EngineVariableCheck } from "./engineCheck.ts";
export {
  compareGradients,
  gradientCheck,
  type GradientCheck,
  type GradientCheckOptions,
} from "./gradientCheck.ts";
export { checkOp, type OpCheck } from "./opCheck.ts";
export type { VariableCheck } from "./variableCheck.ts";
