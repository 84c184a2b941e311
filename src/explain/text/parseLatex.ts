import { internal } from "../../util/errors.ts";
import { GRID_STYLES, row, sign, type GridStyle, type MathNode, type Role, type Scripts } from "./node.ts";
import { Scanner, Unreadable } from "./scanner.ts";
import { ACCENTS, barOf, fenceOf, signOf, SPACES } from "./signs.ts";

/**
 * Reads a formula in the part of LaTeX that our explanations are written in.
 *
 * @param text the LaTeX
 * @param options.strict refuses what it does not know, as our own mistake. Otherwise it is shown as it is: a reader who
 *   sees `\foo` has lost less than one who sees an error.
 */
export function parseLatex(text: string, { strict = false }: { readonly strict?: boolean } = {}): MathNode {
  try {
    return new Parser(text, strict).whole();
  } catch (e) {
    if (!(e instanceof Unreadable)) throw e;
    return strict ? internal(`a formula cannot be read, ${e.message}`) : { kind: "words", text };
  }
}

class Parser {
  readonly #scanner: Scanner;
  readonly #strict: boolean;

  constructor(text: string, strict: boolean) {
    this.#scanner = new Scanner(text);
    this.#strict = strict;
  }

  whole(): MathNode {
    return this.#row("");
  }

  /** Everything up to one of the tokens that end it here. */
  #row(...ends: string[]): MathNode {
    const items: MathNode[] = [];
    for (let bars = 0; !ends.includes(this.#scanner.peek());) {
      const bar = barOf(this.#scanner.peek());
      if (bar !== undefined) {
        this.#scanner.next();
        items.push(this.#scripted(sign(bar, bars++ % 2 === 0 ? "open" : "close")));
        continue;
      }
      const item = this.#scripted(this.#atom());
      // Thin spaces are left out: where a space stands in text is decided by what its neighbours are.
      if (item.kind !== "space" || item.width > 0) items.push(item);
    }
    return row(items);
  }

  /** A formula with the exponents, subscripts and primes that follow it. */
  #scripted(base: MathNode): MathNode {
    const sup: MathNode[] = [];
    let sub: MathNode | undefined;
    for (;;) {
      if (this.#scanner.accept("^")) sup.push(this.#argument());
      else if (this.#scanner.accept("'")) sup.push(sign("′", "letter"));
      else if (this.#scanner.accept("_")) sub = this.#argument();
      else if (!this.#scanner.accept("\\limits") && !this.#scanner.accept("\\nolimits")) break;
    }
    if (sup.length === 0 && sub === undefined) return base;
    const scripts: Scripts = { kind: "scripts", base };
    return { ...scripts, ...(sup.length > 0 && { sup: row(sup) }), ...(sub !== undefined && { sub }) };
  }

  /** What a command applies to: a group in braces, or one atom. */
  #argument(): MathNode {
    return this.#atom();
  }

  #atom(): MathNode {
    const token = this.#scanner.next();
    if (token === "^" || token === "_") throw this.#scanner.unreadable(`${token} has no base`);
    if (token === "{") return this.#group();
    if ("}&".includes(token)) throw this.#scanner.unreadable(`${token || "the end"} came too early`);
    const known = signOf(token);
    if (known !== undefined) return known;
    if (/^\d/.test(token)) return sign(token, "number");
    // A blank on a worksheet stands for a number.
    if (token.startsWith("\\_")) return sign(token.replaceAll("\\", ""), "number");
    return token.startsWith("\\") ? this.#command(token.slice(1)) : sign(token, "letter");
  }

  #group(): MathNode {
    const inside = this.#row("}", "");
    this.#scanner.expect("}");
    return inside;
  }

  #command(name: string): MathNode {
    const width = SPACES[name];
    if (width !== undefined) return { kind: "space", width };
    const mark = ACCENTS[name];
    if (mark !== undefined) return { kind: "accent", of: this.#argument(), mark };
    switch (name) {
      case "frac":
      case "dfrac":
      case "tfrac":
        return { kind: "fraction", top: this.#argument(), bottom: this.#argument() };
      case "sqrt":
        return { kind: "root", of: this.#argument() };
      case "left":
        return this.#fence();
      case "begin":
        return this.#environment();
      case "underset": {
        const note = this.#argument();
        return { kind: "beneath", of: this.#argument(), note, brace: false };
      }
      case "underbrace": {
        const of = this.#argument();
        const note = this.#scanner.accept("_") ? this.#argument() : row([]);
        return { kind: "beneath", of, note, brace: true };
      }
      case "text":
        return { kind: "words", text: unescaped(this.#scanner.raw()) };
      case "operatorname":
        return sign(unescaped(this.#scanner.raw()), "function");
      case "mathbf":
        return sign(bold(this.#scanner.raw()), "letter");
      case "mathrm":
      case "mathsf":
      case "mathit":
        return upright(unescaped(this.#scanner.raw()));
    }
    return this.#unknown(`\\${name}`);
  }

  #fence(): MathNode {
    const left = this.#bracket();
    const inside = this.#row("\\right", "");
    this.#scanner.expect("\\right");
    return { kind: "fence", left, right: this.#bracket(), inside };
  }

  #bracket(): string {
    const token = this.#scanner.next();
    const bracket = fenceOf(token);
    if (bracket === undefined) throw this.#scanner.unreadable(`${token || "the end"} is no bracket`);
    return bracket;
  }

  #environment(): MathNode {
    const name = this.#scanner.raw();
    const style = GRID_STYLES.find((known): known is GridStyle => known === name);
    if (style === undefined) throw this.#scanner.unreadable(`the environment ${name} is unknown`);
    const rows: MathNode[][] = [[]];
    for (;;) {
      rows.at(-1)!.push(this.#row("&", "\\\\", "\\end", ""));
      const end = this.#scanner.next();
      if (end === "\\\\") rows.push([]);
      if (end === "\\end") break;
      if (end === "") throw this.#scanner.unreadable(`the environment ${name} never ends`);
    }
    if (this.#scanner.raw() !== name)
      throw this.#scanner.unreadable(`the environment ${name} ends as another`);
    // A line break after the last row begins no row.
    const last = rows.at(-1)!;
    if (rows.length > 1 && last.length === 1 && isEmpty(last[0]!)) rows.pop();
    return { kind: "grid", style, rows };
  }

  #unknown(token: string): MathNode {
    if (this.#strict) throw this.#scanner.unreadable(`the command ${token} is unknown`);
    return sign(token, "letter");
  }
}

function isEmpty(node: MathNode): boolean {
  return node.kind === "row" && node.items.length === 0;
}

/** Words as they are read: `arg\,max` is arg max. */
function unescaped(text: string): string {
  return text.replace(/\\[,;: ]|~/g, " ").replace(/\\([_%#&{}$])/g, "$1");
}

/** An upright d is a differential, and belongs to what follows it. */
function upright(text: string): MathNode {
  const role: Role = text === "d" ? "prefix" : /^\d/.test(text) ? "number" : "letter";
  return sign(text, role);
}

/** Bold digits, so that the vector of ones is not the number one. Letters stay as they are. */
function bold(text: string): string {
  return text.replace(/\d/g, (digit) => String.fromCodePoint(0x1d7ce + Number(digit)));
}
