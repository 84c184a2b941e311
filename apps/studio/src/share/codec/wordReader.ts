import type { Words } from "./link.ts";
import { LinkError } from "./linkError.ts";

/**
 * Reads a panel's words one by one. A word that is absent reads as `fallback`; a wrong one is refused, and so is one that
 * nobody has asked for.
 */
export class WordReader {
  readonly #words: Words;
  readonly #panel: string;
  readonly #read = new Set<string>();

  constructor(words: Words, panel: string) {
    this.#words = words;
    this.#panel = panel;
  }

  /** What a word stands for; `read` gets its text, and where it stands for a message. */
  take<Value>(name: string, read: (text: string, where: string) => Value, fallback: Value): Value {
    this.#read.add(name);
    const text = Object.hasOwn(this.#words, name) ? this.#words[name] : undefined;
    return text === undefined ? fallback : read(text, this.#where(name));
  }

  choice<Name extends string>(name: string, names: readonly Name[], fallback: NoInfer<Name>): Name {
    return this.take(name, (text, where) => oneOfNames(text, names, where), fallback);
  }

  /** A decimal between two ends. */
  number(name: string, least: number, most: number, fallback: number): number {
    return this.take(
      name,
      (text, where) => {
        const value = /^-?[\d.]+(e[+-]?\d+)?$/.test(text) ? Number(text) : NaN;
        if (value >= least && value <= most) return value;
        throw new LinkError(
          `${where} must be a number from ${least} to ${most}, got ${JSON.stringify(text)}; correct it or leave it out.`,
        );
      },
      fallback,
    );
  }

  whole(name: string, least: number, most: number, fallback: number): number {
    const value = this.number(name, least, most, fallback);
    if (Number.isInteger(value)) return value;
    throw new LinkError(
      `${this.#where(name)} must be a whole number, got ${value}; correct it or leave it out.`,
    );
  }

  /** Refuses words that were never asked for. */
  done(): void {
    const unknown = Object.keys(this.#words).find((name) => !this.#read.has(name));
    if (unknown === undefined) return;
    throw new LinkError(
      `This link has a word that ${this.#panel} does not know: "${unknown}"; it knows ${[...this.#read].join(", ")}.`,
    );
  }

  #where(name: string): string {
    return `This link does not fit ${this.#panel}: "${name}"`;
  }
}

/**
 * One of some names.
 *
 * @throws LinkError for any other text, with the names
 */
export function oneOfNames<Name extends string>(text: string, names: readonly Name[], where: string): Name {
  const found = names.find((name) => name === text);
  if (found !== undefined) return found;
  throw new LinkError(
    `${where} must be one of ${names.join(", ")}, got ${JSON.stringify(text)}; correct it or leave it out.`,
  );
}
