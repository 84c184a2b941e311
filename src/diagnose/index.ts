// The table of contents: how gradients flow, what is wrong where they do not, and how large a learning rate may be.
export type { BadNode } from "../check/badNode.ts";
export { largestCurvature, type CurvatureOptions } from "./curvature.ts";
export { diagnose, type DiagnoseOptions } from "./diagnose.ts";
export {
  diagnoseGraph,
  type DiagnoseGraphOptions,
  type GraphDiagnosis,
  type NodeDiagnosis,
} from "./diagnoseGraph.ts";
export type {
  Curvature,
  DeadUnits,
  Diagnosis,
  Finding,
  FindingKind,
  Finite,
  LayerDiagnosis,
  LayerGradients,
  Saturation,
  Spread,
  ZeroGradient,
} from "./diagnosis.ts";
export type { Eigenvalue } from "./lanczos.ts";
export type { StepRule } from "./networkGraph.ts";
export type { PlainSamples } from "./samples.ts";
export {
  DEAD_DEVIATIONS,
  EXPLODING_RATIO,
  FLAT_SLOPE,
  LARGEST_UPDATE,
  SATURATED_HALF,
  SATURATED_PATHS,
  SATURATED_SHARE,
  SMALLEST_UPDATE,
  STABLE_UP_TO,
  STUCK_SHARE,
  UNSTABLE_CURVATURE,
  VANISHING_RATIO,
} from "./thresholds.ts";
