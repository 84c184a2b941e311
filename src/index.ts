// Backproof's public names. The rooms have entry points of their own for what is not here: backproof/data, backproof/data/node,
// backproof/format, backproof/nn, backproof/optim, backproof/train, backproof/check, backproof/explain, backproof/diagnose.

// The graph: tensors are nodes.
export type { Operand } from "./graph/apply.ts";
export type { DType } from "./graph/dtype.ts";
export { constant, heldValue, input, parameter } from "./graph/leaves.ts";
export { elementwise, structural } from "./graph/op.ts";
export type {
  ElementwiseCheck,
  ElementwiseOp,
  Explanation,
  ForwardPoint,
  ForwardRule,
  FunctionRules,
  LeafOp,
  Op,
  ReversePoint,
  StructuralCase,
  StructuralCheck,
  StructuralOp,
} from "./graph/op.ts";
export { applyElementwise, applyStructural } from "./graph/apply.ts";
export { printGraph } from "./graph/print.ts";
export type { TensorOps } from "./graph/rules.ts";
export { named, summarized, Tensor, type Summary } from "./graph/tensor.ts";
export type { Lift, Scalars } from "./expr/scalars.ts";

// Ops.
export {
  add,
  subtract,
  multiply,
  divide,
  negate,
  power,
  reciprocal,
  square,
  sqrt,
  abs,
  sign,
  minimum,
  maximum,
  clamp,
  floor,
  round,
  exp,
  expm1,
  log,
  log1p,
  sin,
  cos,
  tan,
  atan,
  sinh,
  cosh,
  tanh,
  erf,
  sigmoid,
  softplus,
  relu,
  leakyRelu,
  elu,
  gelu,
  silu,
  softmax,
  logSoftmax,
  logSumExp,
  less,
  lessEqual,
  greater,
  greaterEqual,
  equal,
  notEqual,
  logicalAnd,
  logicalOr,
  logicalXor,
  logicalNot,
  where,
  sum,
  mean,
  product,
  max,
  min,
  argMax,
  cumulativeSum,
  matmul,
  outer,
  einsum,
  transpose,
  reshape,
  broadcastTo,
  sumTo,
  slice,
  sliceAxis,
  concat,
  stack,
  pad,
  take,
  takeAdjoint,
  oneHot,
  identity,
  stopGradient,
} from "./ops/index.ts";
export { registry } from "./ops/registry.ts";

// Derivatives of any order.
export { customGradient, type CustomRules } from "./autodiff/customGradient.ts";
export { jvp } from "./autodiff/forward.ts";
export { grad, valueAndGrad, type Argument, type TensorFunction } from "./autodiff/functional.ts";
export { hessian, hessianVectorProduct } from "./autodiff/hessian.ts";
export { jacobian, type JacobianOption } from "./autodiff/jacobian.ts";
export { gradients, vjp, type Like, type MissingOption } from "./autodiff/reverse.ts";

// Numbers.
export type { Backend, Compiled, Computation, Storage } from "./backend/backend.ts";
export { evaluate, type Feeds } from "./backend/reference/evaluate.ts";
export { reference } from "./backend/reference/reference.ts";
export { compile, type CompileOptions } from "./compile.ts";
export {
  engine,
  ENGINE_NAMES,
  engines,
  type Engine,
  type EngineName,
  type EngineOptions,
  type EngineReport,
  type Precision,
} from "./engines.ts";
export { toHostArray, toNested, type ArrayLike, type HostArray, type Nested } from "./tensor/hostArray.ts";
export type { Shape } from "./tensor/shape.ts";

// Networks.
export { activations, ACTIVATION_NAMES, type ActivationName } from "./nn/activations.ts";
export { binaryCrossEntropy, sigmoidBinaryCrossEntropy } from "./nn/costs/binaryCrossEntropy.ts";
export type { Cost } from "./nn/costs/cost.ts";
export { costs, COST_NAMES, type CostName } from "./nn/costs/costs.ts";
export { crossEntropy, softmaxCrossEntropy } from "./nn/costs/crossEntropy.ts";
export { meanSquaredError } from "./nn/costs/meanSquaredError.ts";
export { quadratic } from "./nn/costs/quadratic.ts";
export { squaredError } from "./nn/costs/squaredError.ts";
export { createNetwork, type NetworkOptions } from "./nn/createNetwork.ts";
export type { Initializer } from "./nn/initializers/initializer.ts";
export { INITIALIZER_NAMES, initializers, type InitializerName } from "./nn/initializers/initializers.ts";
export { dense } from "./nn/layers/dense.ts";
export {
  costOf,
  forward,
  inputSize,
  network,
  outputSize,
  parametersOf,
  withParameters,
  type ForwardPass,
  type Layer,
  type Network,
  type Reduction,
} from "./nn/network.ts";

// Training.
export { adagrad, type AdagradOptions } from "./optim/adagrad.ts";
export { adam, type AdamOptions } from "./optim/adam.ts";
export { adamw } from "./optim/adamw.ts";
export { clipByNorm, clipByValue, type Clipping } from "./optim/clipping.ts";
export { momentum, type MomentumOptions } from "./optim/momentum.ts";
export { nesterov } from "./optim/nesterov.ts";
export type { Optimizer, Updated, UpdatePoint } from "./optim/optimizer.ts";
export { OPTIMIZER_NAMES, optimizers, type OptimizerName } from "./optim/optimizers.ts";
export { rmsprop, type RmspropOptions } from "./optim/rmsprop.ts";
export { constantRate, cosineRate, stepRate, warmUp, type Schedule } from "./optim/schedules.ts";
export { sgd, type SgdOptions } from "./optim/sgd.ts";
export { initialState, stateTensors, trainingStep, type OptimizerState } from "./optim/trainingStep.ts";

export type { Evaluation } from "./train/evaluation.ts";
export type {
  BatchEvent,
  BestSoFar,
  DoneEvent,
  EpochEvent,
  TrainEvent,
  Training,
  TrainingState,
} from "./train/events.ts";
export { classOf, Metrics } from "./train/metrics.ts";
export type { TrainOptions } from "./train/options.ts";
export { evaluateNetwork, train } from "./training.ts";

// Checks.
export { adjointCheck, type AdjointCheck, type AdjointCheckOptions } from "./check/adjointCheck.ts";
export { engineCheck, type EngineCheck, type EngineVariableCheck } from "./check/engineCheck.ts";
export {
  compareGradients,
  gradientCheck,
  type GradientCheck,
  type GradientCheckOptions,
} from "./check/gradientCheck.ts";
export { checkOp, type OpCheck } from "./check/opCheck.ts";
export type { VariableCheck } from "./check/variableCheck.ts";

// Diagnosis.
export { largestCurvature, type CurvatureOptions } from "./diagnose/curvature.ts";
export { diagnose, type DiagnoseOptions } from "./diagnose/diagnose.ts";
export { diagnoseGraph, type DiagnoseGraphOptions, type GraphDiagnosis } from "./diagnose/diagnoseGraph.ts";
export type { Diagnosis, Finding, LayerDiagnosis } from "./diagnose/diagnosis.ts";

// Explanations; how to print them is in backproof/explain.
export { convention, type Convention } from "./explain/convention.ts";
export type { Derivation, Step } from "./explain/derivation.ts";
export { explain, type ExplainOptions } from "./explain/explain.ts";
export { explainNetwork, type ExplainNetworkOptions } from "./explain/network.ts";

// Data.
export { builtInDigits } from "./data/builtIn.ts";
export {
  labelledDataset,
  regressionDataset,
  type Dataset,
  type LabelledDataset,
  type RegressionDataset,
  type TrainTest,
} from "./data/dataset.ts";
export { splitDataset } from "./data/split.ts";
export { chunkOrder, dataStream, type DataStream, type StreamEpoch } from "./data/stream.ts";
export { tableFromRows, type Table } from "./data/table.ts";

// Errors.
export {
  BackproofError,
  FormatError,
  GradientError,
  NumericError,
  ShapeError,
  ValueError,
} from "./util/errors.ts";
export { Random } from "./util/random.ts";
