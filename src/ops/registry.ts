import type { ElementwiseOp, StructuralOp } from "../graph/op.ts";
import { absOp } from "./abs.ts";
import { addOp } from "./add.ts";
import { argMaxOp } from "./argMax.ts";
import { atanOp } from "./atan.ts";
import { broadcastOp } from "./broadcast.ts";
import { clampOp } from "./clamp.ts";
import { concatOp } from "./concat.ts";
import { cosOp } from "./cos.ts";
import { coshOp } from "./cosh.ts";
import { cumulativeSumOp } from "./cumulativeSum.ts";
import { divideOp } from "./divide.ts";
import { einsumOp } from "./einsum.ts";
import { eluOp } from "./elu.ts";
import { equalOp } from "./equal.ts";
import { erfOp } from "./erf.ts";
import { expOp } from "./exp.ts";
import { expm1Op } from "./expm1.ts";
import { floorOp } from "./floor.ts";
import { geluOp } from "./gelu.ts";
import { greaterOp } from "./greater.ts";
import { greaterEqualOp } from "./greaterEqual.ts";
import { identityOp } from "./identity.ts";
import { leakyReluOp } from "./leakyRelu.ts";
import { lessOp } from "./less.ts";
import { lessEqualOp } from "./lessEqual.ts";
import { logOp } from "./log.ts";
import { log1pOp } from "./log1p.ts";
import { logicalAndOp } from "./logicalAnd.ts";
import { logicalNotOp } from "./logicalNot.ts";
import { logicalOrOp } from "./logicalOr.ts";
import { logicalXorOp } from "./logicalXor.ts";
import { matmulOp } from "./matmul.ts";
import { maxOp } from "./max.ts";
import { maximumOp } from "./maximum.ts";
import { minOp } from "./min.ts";
import { minimumOp } from "./minimum.ts";
import { multiplyOp } from "./multiply.ts";
import { negateOp } from "./negate.ts";
import { notEqualOp } from "./notEqual.ts";
import { oneHotOp } from "./oneHot.ts";
import { padOp } from "./pad.ts";
import { powerOp } from "./power.ts";
import { productOp } from "./product.ts";
import { reciprocalOp } from "./reciprocal.ts";
import { reluOp } from "./relu.ts";
import { reshapeOp } from "./reshape.ts";
import { roundOp } from "./round.ts";
import { sigmoidOp } from "./sigmoid.ts";
import { signOp } from "./sign.ts";
import { siluOp } from "./silu.ts";
import { sinOp } from "./sin.ts";
import { sinhOp } from "./sinh.ts";
import { sliceOp } from "./slice.ts";
import { softplusOp } from "./softplus.ts";
import { sqrtOp } from "./sqrt.ts";
import { squareOp } from "./square.ts";
import { stopGradientOp } from "./stopGradient.ts";
import { subtractOp } from "./subtract.ts";
import { sumOp } from "./sum.ts";
import { sumToOp } from "./sumTo.ts";
import { takeOp } from "./take.ts";
import { takeAdjointOp } from "./takeAdjoint.ts";
import { tanOp } from "./tan.ts";
import { tanhOp } from "./tanh.ts";
import { transposeOp } from "./transpose.ts";
import { whereOp } from "./where.ts";

/** Every op of the library: tests, backends and explanations are generated from this list. */
export const registry: readonly (ElementwiseOp | StructuralOp)[] = [
  absOp,
  addOp,
  argMaxOp,
  atanOp,
  broadcastOp,
  clampOp,
  concatOp,
  cosOp,
  coshOp,
  cumulativeSumOp,
  divideOp,
  einsumOp,
  eluOp,
  equalOp,
  erfOp,
  expOp,
  expm1Op,
  floorOp,
  geluOp,
  greaterOp,
  greaterEqualOp,
  identityOp,
  leakyReluOp,
  lessOp,
  lessEqualOp,
  logOp,
  log1pOp,
  logicalAndOp,
  logicalNotOp,
  logicalOrOp,
  logicalXorOp,
  matmulOp,
  maxOp,
  maximumOp,
  minOp,
  minimumOp,
  multiplyOp,
  negateOp,
  notEqualOp,
  oneHotOp,
  padOp,
  powerOp,
  productOp,
  reciprocalOp,
  reluOp,
  reshapeOp,
  roundOp,
  sigmoidOp,
  signOp,
  siluOp,
  sinOp,
  sinhOp,
  sliceOp,
  softplusOp,
  sqrtOp,
  squareOp,
  stopGradientOp,
  subtractOp,
  sumOp,
  sumToOp,
  takeOp,
  takeAdjointOp,
  tanOp,
  tanhOp,
  transposeOp,
  whereOp,
];
