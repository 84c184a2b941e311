import { applyStructural } from "../graph/apply.ts";
import { structural, type ForwardPoint, type ReversePoint } from "../graph/op.ts";
import type { TensorOps } from "../graph/rules.ts";
import { GradientError } from "../util/errors.ts";
import type { TensorFunction } from "./functional.ts";

/** Derivative rules for a function, written with the toolbox `t` like those of any op. */
export interface CustomRules {
  /** A name for messages and explanations. */
  readonly name: string;
  /** x̄ for each argument, given ȳ: see `ReversePoint`. */
  vjp<T>(t: TensorOps<T>, at: ReversePoint<T>): readonly (T | null)[];
  /** ẏ, given ẋ for each argument; without it the function has no forward mode. */
  jvp?<T>(t: TensorOps<T>, at: ForwardPoint<T>): T;
}

/**
 * A function with derivative rules of your own, in place of those of the ops it is made of.
 *
 * Use it where the plain derivative is unstable or is meant to be another one (a straight-through estimator, clipping of
 * the backward pass). The value is still f's.
 *
 * @param f a function of tensors
 * @param rules its reverse rule, and its forward rule if there is to be one
 * @returns a function with the value of f and the derivatives of the rules
 *
 * @example
 * ```ts
 * const straightThrough = customGradient((x) => round(x), { name: "straightThrough", vjp: (_t, { yBar }) => [yBar] });
 * evaluate(grad((x) => straightThrough(x))(2.4)).data; // Float64Array [1]
 * ```
 */
export function customGradient(f: TensorFunction, rules: CustomRules): TensorFunction {
  return (...args) => applyStructural(customOp(rules), [f(...args), ...args], {});
}

/** An identity on f's value (its first input) whose derivatives go to the arguments (the other inputs) by the rules. */
function customOp(rules: CustomRules) {
  return structural(rules.name, {
    shape: ([value]) => value!,
    evaluate([value], _, output) {
      output.data.set(value!.data);
    },
    vjp: (t, at) => [null, ...rules.vjp(t, withoutValue(at))],
    jvp: {
      rule(t, at) {
        if (rules.jvp === undefined) {
          throw new GradientError(
            `jvp(): "${rules.name}" has no forward rule; give its customGradient() a jvp`,
          );
        }
        return rules.jvp(t, { ...withoutValue(at), xDots: at.xDots.slice(1) });
      },
    },
    explain: {
      latex: (_value, ...args) => `\\operatorname{${rules.name}}\\left(${args.join(", ")}\\right)`,
      says: "has derivative rules of its own",
    },
    check: { cases: [] },
  });
}

function withoutValue<P extends { readonly inputs: readonly unknown[]; readonly shapes: readonly unknown[] }>(
  at: P,
): P {
  return { ...at, inputs: at.inputs.slice(1), shapes: at.shapes.slice(1) };
}
