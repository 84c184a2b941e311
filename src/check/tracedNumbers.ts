import { numbers } from "../expr/numbers.ts";
import { INSTRUCTIONS, type Lift, type Scalars } from "../expr/scalars.ts";

type InstructionName = (typeof INSTRUCTIONS)["unary" | "binary"][number];

/** An instruction whose arguments were finite and whose result was not. */
export interface Culprit {
  readonly instruction: InstructionName;
  readonly args: readonly number[];
  readonly result: number;
}

/** A number, and where it stopped being finite. */
export interface Traced {
  readonly value: number;
  /** Null for finite numbers, and for those that were given as they are. */
  readonly culprit: Culprit | null;
}

type Instruction = (...args: Lift<Traced>[]) => Traced;

/**
 * The instructions on numbers that remember which of them first left the finite ones: an op's own value, read once more, says
 * why it is NaN or infinite.
 */
export const tracedNumbers = {
  constant: (value: number): Traced => ({ value, culprit: null }),
  select: (condition: Lift<Traced>, a: Lift<Traced>, b: Lift<Traced>): Traced =>
    // What is not chosen is not to blame.
    lift(lift(condition).value !== 0 ? a : b),
  ...Object.fromEntries(
    [...INSTRUCTIONS.unary, ...INSTRUCTIONS.binary].map((name): [string, Instruction] => [
      name,
      traced(name),
    ]),
  ),
} as Scalars<Traced>;

function traced(instruction: InstructionName): Instruction {
  const compute: (...args: number[]) => number = numbers[instruction];
  return (...given) => {
    const args = given.map(lift);
    const values = args.map(({ value }) => value);
    const result = compute(...values);
    if (Number.isFinite(result)) return { value: result, culprit: null };
    const earlier = args.find(({ culprit }) => culprit !== null)?.culprit;
    return { value: result, culprit: earlier ?? { instruction, args: values, result } };
  };
}

function lift(x: Lift<Traced>): Traced {
  return typeof x === "number" ? { value: x, culprit: null } : x;
}

/**
 * The arithmetic of a culprit in words: `log(0) is -Infinity`, `0 / 0 has no value`, `exp(1000) is beyond what float64 holds`.
 *
 * Whether an infinity is a pole or an overflow shows beside it: near a pole values are finite, beyond the largest number they
 * are not.
 */
export function culpritInWords({ instruction, args, result }: Culprit): string {
  const written = expression(instruction, args);
  if (Number.isNaN(result)) return `${written} has no real value`;
  const compute: (...args: number[]) => number = numbers[instruction];
  const isPole = args.some((_, i) => {
    const beside = compute(...args.map((value, j) => (i === j ? value + STEP_ASIDE : value)));
    return Math.abs(beside) < NEARLY_LARGEST;
  });
  return isPole ? `${written} is ${result}` : `${written} is beyond what float64 holds (1.8e308)`;
}

const STEP_ASIDE = 1e-6;
const NEARLY_LARGEST = 1e290;

const INFIX: Readonly<Partial<Record<InstructionName, string>>> = {
  add: "+",
  subtract: "-",
  multiply: "·",
  divide: "/",
  power: "^",
};

function expression(instruction: InstructionName, args: readonly number[]): string {
  const shown = args.map(shortNumber);
  const sign = INFIX[instruction];
  if (sign === undefined) return `${instruction}(${shown.join(", ")})`;
  return shown.map((text, i) => (i > 0 && text.startsWith("-") ? `(${text})` : text)).join(` ${sign} `);
}

/** Four digits are enough to see what is meant. */
export function shortNumber(value: number): string {
  return String(Number(value.toPrecision(4)));
}
