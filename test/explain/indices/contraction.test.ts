import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numbers as arithmetic } from "../../../src/expr/numbers.ts";
import { number, terms } from "../../../src/explain/indices/arithmetic.ts";
import { delta, reduced } from "../../../src/explain/indices/contraction.ts";
import { evaluateTerm } from "../../../src/explain/indices/evaluation.ts";
import { substitute } from "../../../src/explain/indices/substitute.ts";
import { variable, type Reduction, type Subscript, type Term } from "../../../src/explain/indices/term.ts";
import { input } from "../../../src/graph/leaves.ts";
import { hostArray } from "../../../src/tensor/hostArray.ts";
import { expectClose } from "../../notes/numbers.ts";

const [i, j, k] = [variable(3), variable(3), variable(3)];
const x = input("x", [3, 3]);
const values = hostArray(
  Float64Array.from({ length: 9 }, (_, place) => Math.sin(place + 1)),
  [3, 3],
);

/** A term as it is written, and as the library simplifies it. */
interface Twice {
  readonly plain: Term;
  readonly short: Term;
}

const subscripts = fc.constantFrom<Subscript>(i, j, k, 0, 1, 2);
const { random: randomTerms } = fc.letrec<{ random: Twice }>((tie) => ({
  random: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(-1, 0, 0.5, 1, 2).map((value) => both(number(value))),
    fc.tuple(subscripts, subscripts).map((at): Twice => both({ kind: "entry", of: x, at })),
    fc
      .tuple(subscripts, subscripts)
      .map(([a, b]): Twice => ({ plain: { kind: "delta", a, b }, short: delta(a, b) })),
    fc
      .tuple(fc.constantFrom("add", "subtract", "multiply"), tie("random"), tie("random"))
      .map(([instruction, a, b]): Twice => ({
        plain: { kind: "apply", instruction, args: [a.plain, b.plain] },
        short: terms[instruction](a.short, b.short),
      })),
    tie("random").map((a): Twice => ({
      plain: { kind: "apply", instruction: "negate", args: [a.plain] },
      short: terms.negate(a.short),
    })),
    fc.tuple(fc.constantFrom(i, j), tie("random")).map(([over, { plain, short }]): Twice => {
      // Every sum has an index of its own.
      const own = variable(over.size);
      return summed("sum", own, { plain: substitute(plain, over, own), short: substitute(short, over, own) });
    }),
  ),
}));

describe("a term without its Kronecker deltas", () => {
  it("comes to the same number as with them", () => {
    const kinds = fc.constantFrom<Reduction>("sum", "product", "max", "min");
    fc.assert(
      fc.property(randomTerms, kinds, fc.nat(2), fc.nat(2), (term, by, atI, atK) => {
        const { plain, short } = summed(by, j, term);
        const places = new Map([
          [i, atI],
          [j, 0],
          [k, atK],
        ]);
        const [expected, got] = [plain, short].map((one) => evaluateTerm(one, () => values, places));
        expectClose([got!], [expected!], 1e-10);
      }),
      { numRuns: 2000, seed: 1 },
    );
  });
});

describe("a sum", () => {
  const entry = (...at: Subscript[]): Term => ({ kind: "entry", of: x, at });

  it("over a delta is the entry that the delta picks: Σⱼ [i = j] x_jk = x_ik", () => {
    expect(reduced("sum", j, terms.multiply(delta(i, j), entry(j, k)))).toEqual(entry(i, k));
    expect(reduced("sum", j, terms.multiply(entry(j, k), delta(j, 2)))).toEqual(entry(2, k));
  });

  it("over a delta of other indices leaves it outside: Σⱼ [i = k] x_jk = [i = k] Σⱼ x_jk", () => {
    expect(reduced("sum", j, terms.multiply(delta(i, k), entry(j, k)))).toMatchObject({
      instruction: "multiply",
      args: [{ kind: "delta" }, { kind: "reduce" }],
    });
  });

  it("of two sums is taken apart only where a delta makes one of them go away", () => {
    const whole = reduced("sum", j, terms.add(entry(j, k), entry(i, j)));
    expect(whole).toMatchObject({ kind: "reduce", body: { instruction: "add" } });
    const apart = reduced("sum", j, terms.add(terms.multiply(delta(i, j), entry(j, k)), entry(i, j)));
    expect(apart).toMatchObject({ instruction: "add", args: [entry(i, k), { kind: "reduce" }] });
  });

  it("keeps a delta that may pick nothing, as one with a row that is looked up", () => {
    const looked: Subscript = { kind: "looked", up: { kind: "entry", of: x, at: [0, 0] } };
    expect(reduced("sum", j, terms.multiply(delta(looked, j), entry(j, k)))).toMatchObject({
      kind: "reduce",
    });
    expect(reduced("sum", j, terms.multiply(delta(j, 3), entry(j, k)))).toMatchObject({ kind: "reduce" });
  });

  it("of nothing is 0, of a number is that number as often as it runs, over one place is the body there", () => {
    expect(reduced("sum", j, number(0))).toEqual(number(0));
    expect(reduced("sum", j, number(1))).toEqual(number(3));
    expect(reduced("sum", variable(1), entry(i, k))).toEqual(entry(i, k));
  });

  it("lets a sign pass: Σ (-x) = -Σ x", () => {
    expect(reduced("sum", j, terms.negate(entry(j, k)))).toMatchObject({
      instruction: "negate",
      args: [{ kind: "reduce" }],
    });
  });
});

describe("arithmetic on terms", () => {
  it("has the value of arithmetic on numbers, whatever it leaves out", () => {
    const binary = fc.constantFrom("add", "subtract", "multiply", "divide", "maximum", "minimum");
    const some = fc.constantFrom(-2, -1, 0, 1, 2, 3.5);
    fc.assert(
      fc.property(binary, some, some, (name, a, b) => {
        fc.pre(name !== "divide" || b !== 0);
        expect(evaluateTerm(terms[name](a, b), () => values) + 0).toBe(arithmetic[name](a, b) + 0);
      }),
    );
  });

  it("moves numbers and signs to the front", () => {
    const entry: Term = { kind: "entry", of: x, at: [i, k] };
    expect(terms.multiply(2, terms.multiply(3, entry))).toEqual(terms.multiply(6, entry));
    expect(terms.multiply(entry, terms.negate(entry))).toEqual(terms.negate(terms.multiply(entry, entry)));
    expect(terms.negate(terms.negate(entry))).toBe(entry);
  });
});

function both(term: Term): Twice {
  return { plain: term, short: term };
}

function summed(by: Reduction, over: typeof i, { plain, short }: Twice): Twice {
  return { plain: { kind: "reduce", by, over, body: plain }, short: reduced(by, over, short) };
}
