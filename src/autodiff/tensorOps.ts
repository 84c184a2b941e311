import { applyElementwise } from "../graph/apply.ts";
import { constant } from "../graph/leaves.ts";
import type { ElementwiseOp } from "../graph/op.ts";
import type { TensorOps } from "../graph/rules.ts";
import type { Tensor } from "../graph/tensor.ts";
import { absOp } from "../ops/abs.ts";
import { addOp } from "../ops/add.ts";
import { atanOp } from "../ops/atan.ts";
import { broadcastTo } from "../ops/broadcast.ts";
import { concat } from "../ops/concat.ts";
import { cosOp } from "../ops/cos.ts";
import { cumulativeSum } from "../ops/cumulativeSum.ts";
import { divideOp } from "../ops/divide.ts";
import { einsum } from "../ops/einsum.ts";
import { equalOp } from "../ops/equal.ts";
import { erfOp } from "../ops/erf.ts";
import { expOp } from "../ops/exp.ts";
import { expm1Op } from "../ops/expm1.ts";
import { floorOp } from "../ops/floor.ts";
import { lessOp } from "../ops/less.ts";
import { logOp } from "../ops/log.ts";
import { log1pOp } from "../ops/log1p.ts";
import { matmul } from "../ops/matmul.ts";
import { maximumOp } from "../ops/maximum.ts";
import { minimumOp } from "../ops/minimum.ts";
import { multiplyOp } from "../ops/multiply.ts";
import { negateOp } from "../ops/negate.ts";
import { pad } from "../ops/pad.ts";
import { powerOp } from "../ops/power.ts";
import { product } from "../ops/product.ts";
import { reshape } from "../ops/reshape.ts";
import { roundOp } from "../ops/round.ts";
import { sinOp } from "../ops/sin.ts";
import { slice } from "../ops/slice.ts";
import { sqrtOp } from "../ops/sqrt.ts";
import { subtractOp } from "../ops/subtract.ts";
import { sum } from "../ops/sum.ts";
import { sumTo } from "../ops/sumTo.ts";
import { take } from "../ops/take.ts";
import { takeAdjoint } from "../ops/takeAdjoint.ts";
import { tanhOp } from "../ops/tanh.ts";
import { transpose } from "../ops/transpose.ts";
import { whereOp } from "../ops/where.ts";

const apply =
  (op: ElementwiseOp) =>
  (...operands: (Tensor | number)[]): Tensor =>
    applyElementwise(op, operands);

/**
 * The rules' vocabulary on tensors: reading a rule with it gives the derivative as a graph, which has rules of its own;
 * that is what makes derivatives of any order.
 */
export const tensorOps: TensorOps<Tensor> = {
  constant: (value) => constant(value),
  add: apply(addOp),
  subtract: apply(subtractOp),
  multiply: apply(multiplyOp),
  divide: apply(divideOp),
  power: apply(powerOp),
  minimum: apply(minimumOp),
  maximum: apply(maximumOp),
  less: apply(lessOp),
  equal: apply(equalOp),
  negate: apply(negateOp),
  abs: apply(absOp),
  sqrt: apply(sqrtOp),
  exp: apply(expOp),
  expm1: apply(expm1Op),
  log: apply(logOp),
  log1p: apply(log1pOp),
  sin: apply(sinOp),
  cos: apply(cosOp),
  atan: apply(atanOp),
  tanh: apply(tanhOp),
  erf: apply(erfOp),
  floor: apply(floorOp),
  round: apply(roundOp),
  select: apply(whereOp),
  matmul,
  transpose,
  reshape,
  broadcast: broadcastTo,
  sumTo,
  sum: (x, axes, keepDims = false) => sum(x, axes, { keepDims }),
  product: (x, axes, keepDims = false) => product(x, axes, { keepDims }),
  slice,
  pad,
  concat,
  take,
  takeAdjoint,
  cumulativeSum: (x, axis, reverse) => cumulativeSum(x, axis, { reverse }),
  einsum: (spec, operands) => einsum(spec, ...operands),
};
