import { internal } from "../../../util/errors.ts";
import { liftOne, type Code, type Expression, type Operand } from "./instruction.ts";
import type { ValueType } from "./types.ts";

/** A local variable or a parameter; as an operand, the value it has when the instruction runs. */
export class Local<T extends ValueType = ValueType> implements Expression<T> {
  readonly type: T;
  readonly #owner: object;
  readonly #index: number;

  constructor(owner: object, type: T, index: number) {
    this.#owner = owner;
    this.type = type;
    this.#index = index;
  }

  emit(code: Code): void {
    this.write(code, 0x20);
  }

  /** Gives the local a value, and is that value. */
  tee(value: Operand<T>): Expression<T> {
    const operand = liftOne(value, this.type);
    return {
      type: this.type,
      emit: (code) => {
        operand.emit(code);
        this.write(code, 0x22);
      },
    };
  }

  /** Writes an instruction about this local. */
  write(code: Code, opcode: number): void {
    if (code.owner !== this.#owner) internal(`local ${this.#index} belongs to another function`);
    code.bytes.u8(opcode);
    code.bytes.unsigned(this.#index);
  }
}
