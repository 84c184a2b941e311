import { numbers } from "../expr/numbers.ts";
import { INSTRUCTIONS, type Lift, type Scalars } from "../expr/scalars.ts";
import type { Shape } from "../tensor/shape.ts";
import { stepsOf, type InstructionName, type Value } from "./values.ts";

/**
 * The scalar instructions on values of one shape: they build expressions, and leave out what changes nothing.
 *
 * Only what is exact for every number, ±0, ±∞ and NaN included, is left out: x + 0 is not, since -0 + 0 is +0.
 */
export function expressions(shape: Shape): Scalars<Value> {
  const uniform = (value: number): Value => ({ kind: "uniform", shape, value });
  const lift = (x: Lift<Value>): Value => (typeof x === "number" ? uniform(x) : x);
  const build = (name: InstructionName) => {
    const instruction = (...operands: Lift<Value>[]): Value => {
      const args = operands.map(lift);
      return (
        folded(name, args, uniform) ??
        withoutEffect(name, args) ?? {
          kind: "expression",
          shape,
          name,
          args,
          steps: args.reduce(addSteps, 1),
        }
      );
    };
    return [name, instruction] as const;
  };
  const names: InstructionName[] = [...INSTRUCTIONS.unary, ...INSTRUCTIONS.binary, ...INSTRUCTIONS.ternary];
  return { constant: uniform, ...Object.fromEntries(names.map(build)) } as unknown as Scalars<Value>;
}

const addSteps = (steps: number, arg: Value): number => steps + stepsOf(arg);

/** An instruction on numbers that are known already. */
function folded(
  name: InstructionName,
  args: readonly Value[],
  uniform: (value: number) => Value,
): Value | undefined {
  const values = args.flatMap((arg) => (arg.kind === "uniform" ? [arg.value] : []));
  if (values.length < args.length) return undefined;
  const evaluate: (...values: number[]) => number = numbers[name];
  return uniform(evaluate(...values));
}

/** The argument that an instruction passes on unchanged, if it does. */
function withoutEffect(name: InstructionName, [a, b, c]: readonly Value[]): Value | undefined {
  const is = (x: Value | undefined, value: number): boolean =>
    x?.kind === "uniform" && Object.is(x.value, value);
  switch (name) {
    case "multiply":
      return is(b, 1) ? a : is(a, 1) ? b : undefined;
    case "divide":
    case "power":
      return is(b, 1) ? a : undefined;
    case "subtract":
      return is(b, 0) ? a : undefined;
    case "add":
      return is(b, -0) ? a : is(a, -0) ? b : undefined;
    case "negate":
      return a?.kind === "expression" && a.name === "negate" ? a.args[0] : undefined;
    case "select":
      return a?.kind === "uniform" ? (a.value !== 0 ? b : c) : undefined;
    default:
      return undefined;
  }
}
