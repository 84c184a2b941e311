import type { Instruction as Step } from "../../../program/program.ts";
import type { InstructionName } from "../../../program/values.ts";
import { internal } from "../../../util/errors.ts";
import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Expression } from "../assembler/instruction.ts";
import type { Local } from "../assembler/local.ts";
import { v128 } from "../assembler/vectors.ts";
import type { MathFunctions } from "../math/mathFunctions.ts";
import type { Lanes } from "./lanes.ts";

/** What the steps of a loop's body have given so far, by their places. */
export type Results = Map<number, Local<"v128">>;

/**
 * Writes one step on vectors: the reading of the scalar instructions by which WebAssembly computes.
 *
 * @param load writes a load or an index, which depend on where the loop is
 */
export function writeStep(
  f: FunctionBuilder,
  body: readonly Step[],
  place: number,
  results: Results,
  { lanes, math }: { readonly lanes: Lanes; readonly math: MathFunctions },
  load: (step: Exclude<Step, { kind: "apply" | "constant" }>) => Expression<"v128">,
): void {
  const step = body[place]!;
  const value = ((): Expression<"v128"> => {
    switch (step.kind) {
      case "load":
      case "index":
        return load(step);
      case "constant":
        return lanes.constant(step.value);
      case "apply":
        return apply(
          step.name,
          step.args.map((arg) => results.get(arg) ?? internal(`step ${arg} is not there yet`)),
          lanes,
          math,
        );
    }
  })();
  results.set(place, f.let(value));
}

function apply(
  name: InstructionName,
  [a, b, c]: readonly Local<"v128">[],
  lanes: Lanes,
  math: MathFunctions,
): Expression<"v128"> {
  const { float } = lanes;
  // True is 1: the ones of a comparison's mask are cut to the bits of the number 1.
  const truth = (mask: Expression<"v128">): Expression<"v128"> => v128.and(mask, lanes.constant(1));
  switch (name) {
    case "add":
      return float.add(a!, b!);
    case "subtract":
      return float.sub(a!, b!);
    case "multiply":
      return float.mul(a!, b!);
    case "divide":
      return float.div(a!, b!);
    case "minimum":
      return float.min(a!, b!);
    case "maximum":
      return float.max(a!, b!);
    case "less":
      return truth(float.lt(a!, b!));
    case "equal":
      return truth(float.eq(a!, b!));
    case "negate":
      return float.neg(a!);
    case "abs":
      return float.abs(a!);
    case "sqrt":
      return float.sqrt(a!);
    case "floor":
      return float.floor(a!);
    case "round":
      return float.nearest(a!);
    case "select":
      return v128.bitselect(b!, c!, float.ne(a!, lanes.constant(0)));
    case "power":
      return math.power(a!, b!);
    default:
      return math.call(name, a!);
  }
}
