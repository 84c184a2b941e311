/** A number, or a matrix as rows. */
type Value = number | readonly (readonly number[])[];

/** No arithmetic on numbers alone: letters, functions, dots that stand for what is left out. */
class NotNumeric extends Error {}

const TOKEN =
  /\s*(?:(?<matrix>\\begin\{bmatrix\}.*?\\end\{bmatrix\})|(?<number>\d+(?:\.\d+)?)|(?<power>\^\{-?\d+\})|(?<sign>\\left\(|\\right\)|\\frac|\\odot|\\cdot|\\,|\\;|\\sum|\^\{\\mathsf\{T\}\}|[-+{}]))/suy;

/** What a side of an equation comes to, worked out from nothing but what is printed; undefined where it holds letters. */
export function readLatex(latex: string): Value | undefined {
  try {
    return new Reader(latex).read();
  } catch (error) {
    if (error instanceof NotNumeric) return undefined;
    throw error;
  }
}

/** The sides of an equation and the relations between them. */
export function sidesOf(equation: string): { readonly relation: string; readonly text: string }[] {
  const [first = "", ...rest] = equation.split(/\s(=|\\approx)\s/);
  const sides = [{ relation: "", text: first }];
  for (let i = 0; i < rest.length; i += 2) sides.push({ relation: rest[i]!, text: rest[i + 1]! });
  return sides;
}

/** The printed precedence: sums, then ⊙, then products of matrices and numbers, then powers. */
class Reader {
  readonly #tokens: string[];
  #at = 0;

  constructor(latex: string) {
    this.#tokens = [];
    TOKEN.lastIndex = 0;
    let end = 0;
    for (let found = TOKEN.exec(latex); found !== null; found = TOKEN.exec(latex)) {
      this.#tokens.push(found[0].trim());
      end = TOKEN.lastIndex;
    }
    if (latex.slice(end).trim() !== "") throw new NotNumeric();
  }

  read(): Value {
    const value = this.#sum();
    if (this.#at < this.#tokens.length) throw new NotNumeric();
    return value;
  }

  #sum(): Value {
    let total = this.#take("-") ? mapped((x) => -x, this.#hadamard()) : this.#hadamard();
    for (;;) {
      if (this.#take("+")) total = mapped((a, b) => a + b, total, this.#hadamard());
      else if (this.#take("-")) total = mapped((a, b) => a - b, total, this.#hadamard());
      else return total;
    }
  }

  #hadamard(): Value {
    let product = this.#product();
    while (this.#take("\\odot")) product = mapped((a, b) => a * b, product, this.#product());
    return product;
  }

  #product(): Value {
    let product = this.#power();
    for (;;) {
      while (this.#take("\\cdot") || this.#take("\\,") || this.#take("\\;"));
      const next = this.#tokens[this.#at];
      if (next === undefined || ["+", "-", "\\odot", "\\right)", "}"].includes(next)) return product;
      product = times(product, this.#power());
    }
  }

  #power(): Value {
    let value = this.#atom();
    for (;;) {
      const exponent = /^\^\{(-?\d+)\}$/.exec(this.#tokens[this.#at] ?? "")?.[1];
      if (exponent !== undefined) {
        this.#at++;
        value = mapped((x) => x ** Number(exponent), value);
      } else if (this.#take("^{\\mathsf{T}}")) value = transposed(value);
      else return value;
    }
  }

  #atom(): Value {
    const token = this.#tokens[this.#at++] ?? "";
    if (/^\d/.test(token)) return Number(token);
    if (token.startsWith("\\begin")) return matrixOf(token);
    if (token === "\\left(") return this.#until("\\right)");
    if (token === "\\frac") return mapped((a, b) => a / b, this.#braced(), this.#braced());
    if (token === "\\sum")
      return rowsOf(this.#hadamard())
        .flat()
        .reduce((a, b) => a + b, 0);
    throw new NotNumeric();
  }

  #braced(): Value {
    if (!this.#take("{")) throw new NotNumeric();
    return this.#until("}");
  }

  #until(close: string): Value {
    const value = this.#sum();
    if (!this.#take(close)) throw new NotNumeric();
    return value;
  }

  #take(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at++;
    return true;
  }
}

function matrixOf(latex: string): Value {
  const cells = latex.replace(/^\\begin\{bmatrix\}|\\end\{bmatrix\}$/g, "").split("\\\\");
  return cells.map((row) =>
    row.split("&").map((cell) => {
      const value = readLatex(cell);
      if (typeof value !== "number") throw new NotNumeric();
      return value;
    }),
  );
}

function mapped(f: (a: number, b: number) => number, one: Value, other: Value = 0): Value {
  const [a, b] = [single(one), single(other)];
  if (typeof a === "number" && typeof b === "number") return f(a, b);
  const shape = rowsOf(typeof a === "number" ? b : a);
  const at = (x: Value, i: number, j: number): number => (typeof x === "number" ? x : x[i]![j]!);
  return shape.map((row, i) => row.map((_, j) => f(at(a, i, j), at(b, i, j))));
}

/** A matrix of one number stretches as a number does. */
function single(value: Value): Value {
  const rows = rowsOf(value);
  return rows.length === 1 && rows[0]!.length === 1 ? rows[0]![0]! : value;
}

function times(a: Value, b: Value): Value {
  if (typeof a === "number" || typeof b === "number") return mapped((x, y) => x * y, a, b);
  const columns = transposed(b) as readonly (readonly number[])[];
  return a.map((row) => columns.map((column) => row.reduce((sum, x, k) => sum + x * column[k]!, 0)));
}

function transposed(value: Value): Value {
  const rows = rowsOf(value);
  return rows[0]!.map((_, j) => rows.map((row) => row[j]!));
}

export function rowsOf(value: Value): readonly (readonly number[])[] {
  return typeof value === "number" ? [[value]] : value;
}
