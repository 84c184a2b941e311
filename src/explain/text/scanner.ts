/** LaTeX that cannot be read: the place and the reason. */
export class Unreadable extends Error {}

const TOKEN = /\s*(\\[A-Za-z]+|(?:\\_)+|\\[^]|\d+(?:\.\d+)?|[^])/uy;

/** Reads LaTeX token by token: a command, a number, a blank, or a single character; an empty token is the end. */
export class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text.trimEnd();
  }

  peek(): string {
    TOKEN.lastIndex = this.#at;
    return TOKEN.exec(this.#text)?.[1] ?? "";
  }

  next(): string {
    const token = this.peek();
    if (token !== "") this.#at = TOKEN.lastIndex;
    return token;
  }

  /** Takes the next token if it is this one. */
  accept(token: string): boolean {
    if (this.peek() !== token) return false;
    this.next();
    return true;
  }

  expect(token: string): void {
    if (!this.accept(token)) throw this.unreadable(`expected ${token}, got ${this.peek() || "the end"}`);
  }

  /** The characters between braces as they are: words and names. */
  raw(): string {
    this.expect("{");
    const start = this.#at;
    for (let depth = 1; this.#at < this.#text.length; this.#at++) {
      const c = this.#text[this.#at]!;
      if (c === "\\") this.#at++;
      else if (c === "{") depth++;
      else if (c === "}" && --depth === 0) return this.#text.slice(start, this.#at++);
    }
    throw this.unreadable("a brace is never closed");
  }

  unreadable(why: string): Unreadable {
    return new Unreadable(`${why} at character ${this.#at} of ${this.#text}`);
  }
}
