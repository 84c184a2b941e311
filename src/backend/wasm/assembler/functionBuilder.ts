import { internal } from "../../../util/errors.ts";
import { Bytes } from "./bytes.ts";
import { i32 } from "./integers.ts";
import { liftOne, make, type Code, type Expression, type Instruction, type Operand } from "./instruction.ts";
import { Local } from "./local.ts";
import { TYPE_BYTES, type Result, type ValueType } from "./types.ts";

/** A place to branch to: the end of a block or an if, or the start of a loop. */
export interface Label {
  readonly depth: number;
}

/**
 * The body of one function, written statement by statement.
 *
 * Expressions are trees and run where a statement takes them; control flow takes its parts as callbacks.
 */
export class FunctionBuilder {
  readonly #bytes = new Bytes();
  readonly #code: Code = { bytes: this.#bytes, owner: this };
  readonly #parameterCount: number;
  readonly #result: Result;
  readonly #locals: ValueType[] = [];
  #open: Label[] = [];

  constructor(parameterCount: number, result: Result) {
    this.#parameterCount = parameterCount;
    this.#result = result;
  }

  /** A new local variable, 0 at first. */
  local<T extends ValueType>(type: T): Local<T> {
    const index = this.#parameterCount + this.#locals.length;
    this.#locals.push(type);
    return new Local(this, type, index);
  }

  /** A new local that holds the value of an expression. */
  let<T extends ValueType>(value: Expression<T>): Local<T> {
    const local = this.local(value.type);
    this.set(local, value);
    return local;
  }

  /** Gives a local a new value. */
  set<T extends ValueType>(local: Local<T>, value: Operand<T>): void {
    this.#emit(liftOne(value, local.type));
    local.write(this.#code, 0x21);
  }

  /** Runs an instruction that leaves nothing, such as a store. */
  do(instruction: Instruction<"void">): void {
    this.#statement(instruction);
  }

  /** Runs an instruction and forgets the value that it leaves. */
  drop(value: Expression): void {
    this.#emit(value);
    this.#bytes.u8(0x1a);
  }

  /** A block; a branch to its label leaves it. */
  block(body: (end: Label) => void): void {
    this.#nested(0x02, body);
  }

  /** A loop; a branch to its label starts it again, and without one it ends. */
  loop(body: (again: Label) => void): void {
    this.#nested(0x03, body);
  }

  /** Runs one of two bodies; a branch to the label leaves either. */
  if(condition: Operand<"i32">, then: (end: Label) => void, otherwise?: (end: Label) => void): void {
    this.#emit(liftOne(condition, "i32"));
    this.#nested(0x04, (end) => {
      then(end);
      if (otherwise === undefined) return;
      this.#bytes.u8(0x05);
      otherwise(end);
    });
  }

  /** Branches to a label of an enclosing block or loop. */
  br(label: Label): void {
    this.#branch(0x0c, label);
  }

  /** Branches where the condition is not 0. */
  br_if(label: Label, condition: Operand<"i32">): void {
    this.#emit(liftOne(condition, "i32"));
    this.#branch(0x0d, label);
  }

  /** Runs the body again and again while the condition, asked before each pass, is not 0. */
  while(condition: Operand<"i32">, body: (end: Label) => void): void {
    this.block((end) => {
      this.loop((again) => {
        this.br_if(end, i32.eqz(condition));
        body(end);
        this.br(again);
      });
    });
  }

  /**
   * for (i = from; i < to; i += step), compared as signed numbers.
   *
   * @param to asked again after each pass, so a number or a local that the body leaves alone
   * @param step a whole number above 0, or an expression that stays the same
   */
  forLoop(
    i: Local<"i32">,
    from: Operand<"i32">,
    to: Operand<"i32">,
    step: Operand<"i32">,
    body: (end: Label) => void,
  ): void {
    if (typeof step === "number" && step <= 0) internal(`a loop step of ${step}`);
    this.set(i, from);
    this.block((end) => {
      const runs = typeof from === "number" && typeof to === "number" && from < to;
      if (!runs) this.br_if(end, i32.ge_s(i, to));
      this.loop((again) => {
        body(end);
        this.set(i, i32.add(i, step));
        this.br_if(again, i32.lt_s(i, to));
      });
    });
  }

  /** Leaves the function, with its result if it has one. */
  return(value?: Expression): void {
    if ((value?.type ?? "void") !== this.#result) {
      internal(`the function gives ${this.#result}, got ${value?.type ?? "nothing"}`);
    }
    if (value !== undefined) this.#emit(value);
    this.#bytes.u8(0x0f);
  }

  /** Marks a place that is never reached. */
  unreachable(): void {
    this.#bytes.u8(0x00);
  }

  /** Ends the function: its locals and code as the binary's code section wants them. */
  finish(value: Expression | undefined): Uint8Array {
    if ((value?.type ?? "void") !== this.#result) {
      internal(`the function gives ${this.#result}, its body ended with ${value?.type ?? "nothing"}`);
    }
    if (value !== undefined) this.#emit(value);
    const out = new Bytes();
    const runs = runsOf(this.#locals);
    out.unsigned(runs.length);
    for (const [type, count] of runs) {
      out.unsigned(count);
      out.u8(TYPE_BYTES[type]);
    }
    out.raw(this.#bytes.written());
    out.u8(0x0b);
    return out.written();
  }

  #statement(instruction: Instruction): void {
    if (instruction.type !== "void") internal(`a statement must leave nothing, got ${instruction.type}`);
    this.#emit(instruction);
  }

  #emit(instruction: Instruction): void {
    instruction.emit(this.#code);
  }

  #nested(opcode: number, body: (label: Label) => void): void {
    this.#bytes.u8(opcode);
    this.#bytes.u8(TYPE_BYTES.void);
    const label = { depth: this.#open.length };
    this.#open.push(label);
    body(label);
    this.#open.pop();
    this.#bytes.u8(0x0b);
  }

  #branch(opcode: number, label: Label): void {
    if (this.#open[label.depth] !== label) internal("a branch to a block that is not open here");
    this.#bytes.u8(opcode);
    this.#bytes.unsigned(this.#open.length - 1 - label.depth);
  }
}

/** a where the condition is not 0, else b; both are computed. */
export function select<T extends ValueType>(
  condition: Operand<"i32">,
  a: Expression<T>,
  b: Expression<T>,
): Expression<T> {
  return make(a.type, [a, liftOne(b as Operand<ValueType>, a.type), liftOne(condition, "i32")], (bytes) => {
    bytes.u8(0x1b);
  });
}

/** Equal neighbours with their number. */
function runsOf(types: readonly ValueType[]): (readonly [ValueType, number])[] {
  const runs: [ValueType, number][] = [];
  for (const type of types) {
    const last = runs.at(-1);
    if (last?.[0] === type) last[1]++;
    else runs.push([type, 1]);
  }
  return runs;
}
