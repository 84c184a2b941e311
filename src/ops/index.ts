// The table of contents: every op, and the registry from which tests, backends and explanations read them.

// Arithmetic.
export { add } from "./add.ts";
export { subtract } from "./subtract.ts";
export { multiply } from "./multiply.ts";
export { divide } from "./divide.ts";
export { negate } from "./negate.ts";
export { power } from "./power.ts";
export { reciprocal } from "./reciprocal.ts";
export { square } from "./square.ts";
export { sqrt } from "./sqrt.ts";
export { abs } from "./abs.ts";
export { sign } from "./sign.ts";
export { minimum } from "./minimum.ts";
export { maximum } from "./maximum.ts";
export { clamp } from "./clamp.ts";
export { floor } from "./floor.ts";
export { round } from "./round.ts";

// Exponentials and friends.
export { exp } from "./exp.ts";
export { expm1 } from "./expm1.ts";
export { log } from "./log.ts";
export { log1p } from "./log1p.ts";
export { sin } from "./sin.ts";
export { cos } from "./cos.ts";
export { tan } from "./tan.ts";
export { atan } from "./atan.ts";
export { sinh } from "./sinh.ts";
export { cosh } from "./cosh.ts";
export { tanh } from "./tanh.ts";
export { erf } from "./erf.ts";

// Activations.
export { sigmoid } from "./sigmoid.ts";
export { softplus } from "./softplus.ts";
export { relu } from "./relu.ts";
export { leakyRelu } from "./leakyRelu.ts";
export { elu } from "./elu.ts";
export { gelu } from "./gelu.ts";
export { silu } from "./silu.ts";
export { softmax } from "./softmax.ts";
export { logSoftmax } from "./logSoftmax.ts";
export { logSumExp } from "./logSumExp.ts";

// Comparisons, logic, choice.
export { less } from "./less.ts";
export { lessEqual } from "./lessEqual.ts";
export { greater } from "./greater.ts";
export { greaterEqual } from "./greaterEqual.ts";
export { equal } from "./equal.ts";
export { notEqual } from "./notEqual.ts";
export { logicalAnd } from "./logicalAnd.ts";
export { logicalOr } from "./logicalOr.ts";
export { logicalXor } from "./logicalXor.ts";
export { logicalNot } from "./logicalNot.ts";
export { where } from "./where.ts";

// Sums and other reductions.
export { sum } from "./sum.ts";
export { mean } from "./mean.ts";
export { product } from "./product.ts";
export { max } from "./max.ts";
export { min } from "./min.ts";
export { argMax } from "./argMax.ts";
export { cumulativeSum } from "./cumulativeSum.ts";

// Products.
export { matmul } from "./matmul.ts";
export { outer } from "./outer.ts";
export { einsum } from "./einsum.ts";

// Moving elements.
export { transpose } from "./transpose.ts";
export { reshape } from "./reshape.ts";
export { broadcastTo } from "./broadcast.ts";
export { sumTo } from "./sumTo.ts";
export { slice, sliceAxis } from "./slice.ts";
export { concat } from "./concat.ts";
export { stack } from "./stack.ts";
export { pad } from "./pad.ts";
export { take } from "./take.ts";
export { takeAdjoint } from "./takeAdjoint.ts";
export { oneHot } from "./oneHot.ts";

// Gradient flow.
export { identity } from "./identity.ts";
export { stopGradient } from "./stopGradient.ts";
