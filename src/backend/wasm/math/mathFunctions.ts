import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { FunctionHandle, ModuleBuilder } from "../assembler/moduleBuilder.ts";
import type { HugeAngle } from "./angle.ts";
import { atan } from "./atan.ts";
import type { ConstantTable } from "./constantTable.ts";
import { cos } from "./cos.ts";
import { erf } from "./erf.ts";
import { exp } from "./exp.ts";
import { expm1 } from "./expm1.ts";
import { hugeAngle } from "./hugeAngle.ts";
import { log } from "./log.ts";
import { log1p } from "./log1p.ts";
import { power, powerOfSingles } from "./power.ts";
import { real, type Precision, type Vector } from "./real.ts";
import { sin } from "./sin.ts";
import { tanh } from "./tanh.ts";

const UNARY = { exp, expm1, log, log1p, tanh, atan, erf, sin, cos };

/** The functions of one argument. */
export type UnaryName = keyof typeof UNARY;

export const UNARY_NAMES = Object.keys(UNARY) as UnaryName[];

type Unary = FunctionHandle<readonly ["v128"], "v128">;
type Binary = FunctionHandle<readonly ["v128", "v128"], "v128">;

/**
 * The elementary functions on vectors, four singles or two doubles at a time: within 3 ulp in f32 and 2 ulp in f64 of
 * the true value for every argument, with the special values of C99, annex F. They use no relaxed instruction, so
 * every machine gives the same bits.
 *
 * Functions come into the module when they are first asked for, once. The constants' bytes must be in memory at the
 * table's address when they run.
 *
 * @example
 * ```ts no-run: it needs a function under construction
 * const constants = new ConstantTable(64, 4096);
 * const math = new MathFunctions(module, "f32", constants);
 * f.do(v128.store(y, math.call("exp", v128.load(x))));
 * module.data(constants.address, constants.bytes());
 * ```
 */
export class MathFunctions {
  readonly #module: ModuleBuilder;
  readonly #precision: Precision;
  readonly #constants: ConstantTable;
  readonly #unary = new Map<UnaryName, Unary>();
  #power: Binary | undefined;
  #hugeAngle: HugeAngle | undefined;
  #double: MathFunctions | undefined;

  constructor(module: ModuleBuilder, precision: Precision, constants: ConstantTable) {
    this.#module = module;
    this.#precision = precision;
    this.#constants = constants;
  }

  /** The value of a function, by a call. */
  call(name: UnaryName, x: Vector): Vector {
    return this.unary(name).call(x);
  }

  /** a to the power b, by a call. */
  power(a: Vector, b: Vector): Vector {
    return this.binary().call(a, b);
  }

  /** The value of a function, its code written into the function under construction: no call, but more code. */
  inline(f: FunctionBuilder, name: UnaryName, x: Vector): Vector {
    const m = real(f, this.#precision, this.#constants);
    const value = m.let(x);
    if (name === "sin" || name === "cos") return m.let(UNARY[name](m, value, this.#angles()));
    return m.let(UNARY[name](m, value));
  }

  /** A function of one vector. */
  unary(name: UnaryName): Unary {
    let handle = this.#unary.get(name);
    if (handle === undefined) {
      if (name === "sin" || name === "cos") this.#angles();
      handle = this.#module.function(`${this.#precision}.${name}`, ["v128"], "v128", (f, x) =>
        this.inline(f, name, x),
      );
      this.#unary.set(name, handle);
    }
    return handle;
  }

  /** Power, a function of two vectors. */
  binary(): Binary {
    return (this.#power ??= this.#module.function(
      `${this.#precision}.power`,
      ["v128", "v128"],
      "v128",
      (f, x, y) => {
        const m = real(f, this.#precision, this.#constants);
        return this.#precision === "f64"
          ? power(m, x, y)
          : powerOfSingles(m, x, y, this.#ofDoubles().binary());
      },
    ));
  }

  #ofDoubles(): MathFunctions {
    return (this.#double ??= new MathFunctions(this.#module, "f64", this.#constants));
  }

  #angles(): HugeAngle {
    return (this.#hugeAngle ??= this.#module.function("hugeAngle", ["f64"], "v128", (f, x) =>
      hugeAngle(f, x, this.#constants),
    ));
  }
}
