import type { Access, Instruction } from "./program.ts";

// Texts that are equal exactly where the things are: JSON has no -0, NaN or ∞, and leaves functions out.

/** A number, told apart from every other. */
export function numberKey(x: number): string {
  return Object.is(x, -0) ? "-0" : String(x);
}

/** A step of a loop. */
export function instructionKey(one: Instruction): string {
  switch (one.kind) {
    case "load":
      return accessKey(one.access);
    case "constant":
      return `=${numberKey(one.value)}`;
    case "index":
      return `i${one.axis}`;
    case "apply":
      return `${one.name}(${one.args.join()})`;
  }
}

export function accessKey({ buffer, start, strides, gather }: Access): string {
  const row = gather === undefined ? "" : `@${gather.stride}/${gather.rows}${accessKey(gather.indices)}`;
  return `${buffer}[${start}+${strides.join()}]${row}`;
}

const identities = new WeakMap<object, number>();
let known = 0;

/** An object, told apart from every other, whatever they hold. */
export function identityKey(x: object): string {
  const id = identities.get(x) ?? known++;
  identities.set(x, id);
  return `#${id}`;
}

/** An op's attributes: plain data by what it holds, anything else by identity. */
export function attributesKey(value: unknown): string {
  if (typeof value === "number") return numberKey(value);
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(attributesKey).join()}]`;
  if (typeof value === "function") return identityKey(value);
  if (typeof value !== "object" || value === null) return String(value);
  if (Object.getPrototypeOf(value) !== Object.prototype) return identityKey(value);
  const entries = Object.entries(value).map(([name, own]) => `${name}:${attributesKey(own)}`);
  return `{${entries.join()}}`;
}
