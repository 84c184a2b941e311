import { internal } from "../../../util/errors.ts";
import { Bytes } from "./bytes.ts";
import { FunctionBuilder } from "./functionBuilder.ts";
import { constant, lift, liftOne, make } from "./instruction.ts";
import type { Expression, Instruction, Operand, Operands } from "./instruction.ts";
import { Local } from "./local.ts";
import {
  counted,
  section,
  SECTIONS,
  typeKey,
  writeLimits,
  writeSignature,
  type MemoryLimits,
} from "./sections.ts";
import { TYPE_BYTES, type Result, type ValueType } from "./types.ts";

/** A function of the module that others may call. */
export interface FunctionHandle<
  P extends readonly ValueType[] = readonly ValueType[],
  R extends Result = Result,
> {
  readonly name: string;
  readonly index: number;
  call(...values: Operands<P>): Instruction<R>;
}

/** A global variable of the module. */
export interface Global<T extends ValueType> {
  readonly get: Expression<T>;
  set(value: Operand<T>): Instruction<"void">;
}

/** The parameters of a function as its body sees them. */
export type Locals<P extends readonly ValueType[]> = { readonly [K in keyof P]: Local<P[K]> };

/** Writes a function's statements, and returns what the function ends with, if it has a result. */
export type Build<P extends readonly ValueType[], R extends Result> = R extends ValueType
  ? (f: FunctionBuilder, ...locals: Locals<P>) => Expression<R>
  : (f: FunctionBuilder, ...locals: Locals<P>) => void;

/** A WebAssembly module under construction. Imports come first, then everything else in any order. */
export class ModuleBuilder {
  readonly #types = new Map<string, number>();
  readonly #signatures = new Bytes();
  readonly #imports = new Bytes();
  #importCount = 0;
  #importedFunctions = 0;
  #memoryCount = 0;
  readonly #functions: { name: string; type: number; body: Uint8Array | undefined }[] = [];
  readonly #names: [index: number, name: string][] = [];
  readonly #globals = new Bytes();
  #globalCount = 0;
  readonly #exports = new Bytes();
  #exportCount = 0;
  readonly #data = new Bytes();
  #dataCount = 0;

  /** The module's memory, made outside; every module has at most one. */
  importMemory(module: string, name: string, limits: MemoryLimits): void {
    if (this.#memoryCount++ > 0) internal("a module imports one memory only");
    this.#import(module, name, (out) => {
      out.u8(0x02);
      writeLimits(out, limits);
    });
  }

  /** A function made outside. */
  importFunction<const P extends readonly ValueType[], R extends Result>(
    module: string,
    name: string,
    parameters: P,
    result: R,
  ): FunctionHandle<P, R> {
    if (this.#functions.length > 0) internal("functions are imported before any is defined");
    const type = this.#type(parameters, result);
    this.#import(module, name, (out) => {
      out.u8(0x00);
      out.unsigned(type);
    });
    return this.#handle(name, this.#importedFunctions++, parameters, result);
  }

  /**
   * A function of the module; it may be built while another is.
   *
   * @param name for stack traces and profiles
   * @param build writes the statements, and returns the value that the function ends with
   */
  function<const P extends readonly ValueType[], R extends Result>(
    name: string,
    parameters: P,
    result: R,
    build: Build<P, R>,
  ): FunctionHandle<P, R> {
    const index = this.#importedFunctions + this.#functions.length;
    const entry = { name, type: this.#type(parameters, result), body: undefined as Uint8Array | undefined };
    this.#functions.push(entry);
    const f = new FunctionBuilder(parameters.length, result);
    const locals = parameters.map((type, i) => new Local(f, type, i)) as unknown as Locals<P>;
    entry.body = f.finish(build(f, ...locals) ?? undefined);
    return this.#handle(name, index, parameters, result);
  }

  /** Lets the outside call a function, under its own name or another. */
  export(handle: { readonly name: string; readonly index: number }, name = handle.name): void {
    this.#exports.name(name);
    this.#exports.u8(0x00);
    this.#exports.unsigned(handle.index);
    this.#exportCount++;
  }

  /** A global variable; each instance of the module, so each thread, has its own. */
  global<T extends Exclude<ValueType, "v128">>(
    type: T,
    initial: T extends "i64" ? bigint : number,
    options: { readonly mutable: boolean },
  ): Global<T> {
    const index = this.#globalCount++;
    this.#globals.u8(TYPE_BYTES[type]);
    this.#globals.u8(options.mutable ? 1 : 0);
    constant(type, initial).emit({ bytes: this.#globals, owner: this });
    this.#globals.u8(0x0b);
    const about = (opcode: number) => (bytes: Bytes) => {
      bytes.u8(opcode);
      bytes.unsigned(index);
    };
    return {
      get: make(type, [], about(0x23)),
      set: (value) => make("void", [liftOne(value, type)], about(0x24)),
    };
  }

  /** Bytes that every instance writes into memory when it is made. */
  data(address: number, bytes: Uint8Array): void {
    this.#data.u8(0x00);
    constant("i32", address).emit({ bytes: this.#data, owner: this });
    this.#data.u8(0x0b);
    this.#data.sized(bytes);
    this.#dataCount++;
  }

  /** The module in the binary format. */
  finish(): Uint8Array {
    const out = new Bytes();
    out.raw([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);
    section(out, SECTIONS.type, counted(this.#types.size, this.#signatures));
    section(out, SECTIONS.import, counted(this.#importCount, this.#imports));
    const functions = new Bytes();
    const bodies = new Bytes();
    for (const { name, type, body } of this.#functions) {
      if (body === undefined) internal(`function ${name} is not finished`);
      functions.unsigned(type);
      bodies.sized(body);
    }
    section(out, SECTIONS.function, counted(this.#functions.length, functions));
    section(out, SECTIONS.global, counted(this.#globalCount, this.#globals));
    section(out, SECTIONS.export, counted(this.#exportCount, this.#exports));
    section(out, SECTIONS.code, counted(this.#functions.length, bodies));
    section(out, SECTIONS.data, counted(this.#dataCount, this.#data));
    section(out, SECTIONS.custom, this.#nameSection());
    return out.written().slice();
  }

  #import(module: string, name: string, write: (out: Bytes) => void): void {
    this.#imports.name(module);
    this.#imports.name(name);
    write(this.#imports);
    this.#importCount++;
  }

  #type(parameters: readonly ValueType[], result: Result): number {
    const key = typeKey(parameters, result);
    const known = this.#types.get(key);
    if (known !== undefined) return known;
    const index = this.#types.size;
    this.#types.set(key, index);
    writeSignature(this.#signatures, parameters, result);
    return index;
  }

  #handle<P extends readonly ValueType[], R extends Result>(
    name: string,
    index: number,
    parameters: P,
    result: R,
  ): FunctionHandle<P, R> {
    this.#names.push([index, name]);
    return {
      name,
      index,
      call: (...values) =>
        make(result, lift(values as readonly Operand<ValueType>[], parameters), (bytes) => {
          bytes.u8(0x10);
          bytes.unsigned(index);
        }),
    };
  }

  /** The custom section that tells engines the functions' names, in the order of their numbers. */
  #nameSection(): Bytes {
    const names = new Bytes();
    names.unsigned(this.#names.length);
    for (const [index, name] of this.#names.sort(([a], [b]) => a - b)) {
      names.unsigned(index);
      names.name(name);
    }
    const out = new Bytes();
    out.name("name");
    out.u8(1);
    out.sized(names.written());
    return out;
  }
}
