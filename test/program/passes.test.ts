import { describe, expect, it } from "vitest";
import { evaluate } from "../../src/backend/reference/evaluate.ts";
import { reference } from "../../src/backend/reference/reference.ts";
import { applyElementwise } from "../../src/graph/apply.ts";
import { constant, input, parameter } from "../../src/graph/leaves.ts";
import { elementwise } from "../../src/graph/op.ts";
import { named, type Tensor } from "../../src/graph/tensor.ts";
import { add } from "../../src/ops/add.ts";
import { cumulativeSum } from "../../src/ops/cumulativeSum.ts";
import { einsum } from "../../src/ops/einsum.ts";
import { exp } from "../../src/ops/exp.ts";
import { matmul } from "../../src/ops/matmul.ts";
import { multiply } from "../../src/ops/multiply.ts";
import { relu } from "../../src/ops/relu.ts";
import { reshape } from "../../src/ops/reshape.ts";
import { silu } from "../../src/ops/silu.ts";
import { slice } from "../../src/ops/slice.ts";
import { subtract } from "../../src/ops/subtract.ts";
import { sum } from "../../src/ops/sum.ts";
import { take } from "../../src/ops/take.ts";
import { transpose } from "../../src/ops/transpose.ts";
import { improve } from "../../src/program/improve.ts";
import { lower } from "../../src/program/lower.ts";
import { sumIntoZeros } from "../../src/program/passes/sumIntoZeros.ts";
import { printProgram } from "../../src/program/print.ts";
import type { Program } from "../../src/program/program.ts";
import { hostArray, type HostArray } from "../../src/tensor/hostArray.ts";
import { sizeOf } from "../../src/tensor/shape.ts";
import { Random } from "../../src/util/random.ts";
import { difference } from "../support/difference.ts";
import { interpret, interpreter } from "../support/interpreter.ts";

type Updates = readonly (readonly [Tensor, Tensor])[];

/** The program of a graph, after it was found to do what the reference does for three runs. */
function checked(
  outputs: readonly Tensor[],
  updates: Updates = [],
  inputs: readonly Tensor[] = [],
  pass: (program: Program) => Program = (program) => program,
): string {
  const program = pass(improve(lower({ outputs, updates })));
  const [right, own] = [reference.compile({ outputs, updates }), interpret(program)];
  for (const leaf of inputs) {
    const value = leaf.dtype === "int" ? hostArray(Float64Array.of(1, 0, 2), [3]) : random(leaf.shape);
    for (const compiled of [right, own]) compiled.write(leaf, value);
  }
  for (let run = 1; run <= 3; run++) {
    for (const compiled of [right, own]) compiled.run();
    for (const node of [...outputs, ...updates.map(([to]) => to)]) {
      expect(difference(own.read(node), right.read(node), 1e-12)).toBeUndefined();
    }
  }
  return printProgram(program);
}

const chance = new Random(3);

function random(shape: readonly number[]) {
  return hostArray(
    Float64Array.from({ length: sizeOf(shape) }, () => chance.uniform()),
    shape,
  );
}

const theta = (name: string, shape: readonly number[]): Tensor => parameter(name, random(shape));

describe("mergeLoops", () => {
  it("joins loops that meet, and keeps what is read in between", () => {
    const x = input("x", [5]);
    const y = named("y", exp(x));
    const z = named("z", multiply(y, y));
    expect(checked([y, z], [], [x])).toBe(
      ["loop [5]", "  %1 = exp(x)", "  y = %1", "  z = multiply(%1, %1)"].join("\n"),
    );
  });

  it("does not join loops that meet at other elements", () => {
    const x = input("x", [3, 3]);
    const y = named("y", exp(x));
    const z = named("z", add(y, transpose(y)));
    expect(checked([y, z], [], [x]).match(/loop/g)).toHaveLength(2);
  });

  it("does not join a loop with one that it needs a sum of", () => {
    const x = input("x", [4]);
    const y = exp(x);
    expect(checked([named("z", add(y, sum(y)))], [], [x])).toMatch(/sum=[^]*loop \[4\]/);
  });

  it("does not join loops that only share single numbers", () => {
    const [x, y, rate] = [input("x", [9]), input("y", [9]), input("rate", [])];
    expect(checked([multiply(x, rate), multiply(y, rate)], [], [x, y, rate]).match(/loop/g)).toHaveLength(2);
  });

  it("tells constants apart that JSON does not", () => {
    const x = input("x", [4]);
    const all = [NaN, Infinity, -Infinity, 0, -0].map((value) => multiply(x, value));
    checked(all, [], [x]);
  });

  it("does not grow loops without end", () => {
    const x = input("x", [3]);
    const nodes: Tensor[] = [x];
    for (let i = 0; i < 400; i++) nodes.push(multiply(exp(nodes.at(-1)!), 0.3));
    const loops = checked(nodes.slice(-1), [], [x]).match(/loop/g)!;
    expect(loops.length).toBeGreaterThan(2);
    expect(loops.length).toBeLessThan(10);
  });

  it("takes a long chain of ops that use their argument twice", () => {
    const x = input("x", [3]);
    let y = x;
    // Written out as a tree, this would have 2⁶⁰ leaves.
    for (let i = 0; i < 60; i++) y = silu(y);
    checked([transpose(reshape(y, [3, 1]))], [], [x]);
  });
});

describe("commonNodes", () => {
  it("computes the same once", () => {
    const x = input("x", [2]);
    expect(checked([named("y", multiply(exp(x), exp(x)))], [], [x])).toContain("multiply(%1, %1)");
  });

  it("tells ops of one name apart", () => {
    const own = (factor: number) =>
      elementwise("own", {
        value: (s, x) => s.multiply(x, factor),
        derivative: () => [factor],
        explain: { latex: (x) => x, says: "multiplies by a factor of its own" },
        check: { domain: [[-1, 1]] },
      });
    const x = input("x", [2]);
    checked([applyElementwise(own(2), [x]), applyElementwise(own(3), [x])], [], [x]);
  });
});

describe("updateInPlace", () => {
  it("writes over old values that are read at the same element only", () => {
    const p = theta("p", [4]);
    expect(checked([], [[p, multiply(p, 0.5)]])).toBe("loop [4]\n  p = multiply(p, 0.5)");
  });

  it("keeps the old values for those who read them at other elements", () => {
    const p = theta("p", [3, 3]);
    expect(checked([], [[p, add(p, transpose(p))]]).match(/loop/g)).toHaveLength(2);
  });

  it("keeps the old values for those who read them later", () => {
    const [p, x] = [theta("p", [3, 3]), input("x", [3, 3])];
    const y = matmul(x, p);
    checked([sum(matmul(y, p)), named("old", multiply(p, 2))], [[p, exp(p)]], [x]);
  });

  it("exchanges two parameters", () => {
    const [p, q] = [theta("p", [3]), theta("q", [3])];
    checked(
      [],
      [
        [p, q],
        [q, p],
      ],
    );
    checked(
      [p],
      [
        [p, add(q, 0.5)],
        [q, p],
      ],
    );
  });

  it("passes values round, shared and unchanged", () => {
    const [p, q, r] = [theta("p", [2, 2]), theta("q", [2, 2]), theta("r", [2, 2])];
    const next = multiply(p, q);
    checked(
      [next],
      [
        [p, next],
        [q, next],
        [r, r],
      ],
    );
    checked(
      [q],
      [
        [p, q],
        [q, r],
        [r, p],
      ],
    );
  });

  it("gives views of a parameter the old values, and the parameter itself the new ones", () => {
    const p = theta("p", [2, 3]);
    checked([p, reshape(p, [3, 2]), slice(p, [1, 0], [1, 3]), transpose(p)], [[p, multiply(p, -1)]]);
  });

  it("takes a next value that is a reduction, a product, an input or a constant", () => {
    const [p, q, r, s] = [theta("p", [3]), theta("q", [3, 3]), theta("r", [3]), theta("s", [3])];
    const x = input("x", [3]);
    checked(
      [],
      [
        [p, sum(q, 0)],
        [q, matmul(q, q)],
        [r, x],
        [s, constant([1, 2, 3])],
      ],
      [x],
    );
  });

  it("takes the last of several next values of one parameter", () => {
    const p = theta("p", [3]);
    checked(
      [],
      [
        [p, multiply(p, 2)],
        [p, add(p, 1)],
      ],
    );
  });

  it("keeps rows that are taken from a parameter by numbers", () => {
    const [p, at] = [theta("p", [3]), input("at", [3], "int")];
    expect(checked([], [[p, take(p, at)]], [at]).match(/loop/g)).toHaveLength(2);
  });
});

describe("accumulateProducts", () => {
  const [a, b] = [input("a", [4, 3]), input("b", [3, 5])];

  it("adds a product to a parameter straight away", () => {
    const p = theta("p", [4, 5]);
    const next = subtract(p, multiply(0.5, matmul(a, b)));
    expect(checked([], [[p, next]], [a, b])).toBe("gemm p += -0.5 · a b [4×3·3×5]");
  });

  it("also where the product is read under another shape", () => {
    const p = theta("p", [20]);
    expect(checked([], [[p, add(p, reshape(matmul(a, b), [20]))]], [a, b])).toContain("gemm p += a b");
  });

  it("not where the product is an output too", () => {
    const p = theta("p", [4, 5]);
    const g = matmul(a, b);
    expect(checked([g], [[p, subtract(p, g)]], [a, b])).not.toContain("+=");
  });

  it("not where only a part of the product is added", () => {
    const p = theta("p", [2, 5]);
    const g = slice(matmul(a, b), [0, 0], [2, 5]);
    expect(checked([], [[p, add(p, g)]], [a, b])).not.toContain("+=");
  });

  it("not where the parameter is a factor", () => {
    const p = theta("p", [4, 4]);
    expect(checked([], [[p, subtract(p, multiply(0.1, matmul(p, p)))]])).not.toContain("+=");
  });

  it("not where a factor is written over in between", () => {
    const [p, q] = [theta("p", [4, 4]), theta("q", [4, 4])];
    const g = matmul(q, q);
    checked(
      [],
      [
        [q, multiply(q, 0.5)],
        [p, subtract(p, g)],
      ],
    );
  });
});

describe("attachEpilogues", () => {
  it("attaches bias and activation", () => {
    const [x, w, b] = [input("x", [4, 3]), theta("w", [5, 3]), theta("b", [5])];
    expect(checked([named("a", relu(add(matmul(x, transpose(w)), b)))], [], [x])).toBe(
      ["gemm sum = x wᵀ [4×3·3×5]", "  then loop [4, 5]", "    a = maximum(add(sum, b[0,1]), 0)"].join("\n"),
    );
  });

  it("does not let the loop write over a factor", () => {
    const [x, p] = [input("x", [3, 3]), theta("p", [3, 3])];
    expect(checked([], [[p, add(exp(matmul(x, p)), p)]], [x])).not.toContain("then");
  });

  it("does not attach a loop that takes rows by the product's elements", () => {
    const [i, p] = [constant([[1], [0]], "int"), theta("p", [3, 2])];
    const rows = matmul(i, constant([[1, 2]], "int"));
    checked([named("taken", take(p, rows))]);
  });

  it("does not attach a loop past one that it depends on", () => {
    const [x, y] = [input("x", [3, 3]), input("y", [3, 3])];
    const z = matmul(x, y);
    checked([add(z, matmul(y, x)), multiply(z, sum(y))], [], [x, y]);
  });
});

describe("sumIntoZeros", () => {
  const all = (program: Program): Program => sumIntoZeros(program, () => true);
  const [x, w, v] = [input("x", [4, 3]), theta("w", [5, 3]), theta("v", [2, 5])];

  it("adds products to zeros, of which their epilogues leave as many", () => {
    const h = named("h", relu(matmul(x, transpose(w))));
    const y = named("y", exp(matmul(h, transpose(v))));
    expect(checked([y], [], [x], all)).toBe(
      [
        "gemm zeros += x wᵀ [4×3·3×5]",
        "  then loop [4, 5]",
        "    stretched = maximum(zeros, 0)",
        "    zeros = 0",
        "gemm zeros += stretched vᵀ [4×5·5×2]",
        "  then loop [4, 2]",
        "    y = exp(zeros)",
        "    zeros = 0",
      ].join("\n"),
    );
  });

  it("leaves a product that is read again, or added to something", () => {
    const z = matmul(x, transpose(w));
    expect(checked([z, named("h", relu(z))], [], [x], all)).not.toContain("zeros");
    expect(checked([multiply(relu(z), sum(z))], [], [x], all)).not.toContain("zeros");
    expect(checked([], [[w, subtract(w, matmul(transpose(relu(z)), x))]], [x], all)).toContain("gemm w +=");
  });

  it("leaves what does not gain by it", () => {
    const h = relu(matmul(x, transpose(w)));
    const few = checked([exp(matmul(h, transpose(v)))], [], [x], (program) =>
      sumIntoZeros(program, ({ n }) => n === 2),
    );
    expect(few.match(/gemm zeros/g)).toHaveLength(1);
  });
});

describe("orientProducts", () => {
  it("computes a product the way its readers walk it", () => {
    const [a, b] = [input("a", [4, 3]), input("b", [3, 5])];
    const y = named("y", exp(transpose(matmul(a, b))));
    expect(checked([y], [], [a, b])).toContain("gemm sum = bᵀ aᵀ [5×3·3×4]\n  then");
  });

  it("leaves a product that is laid out by columns already", () => {
    const [a, b] = [input("a", [4, 3]), input("b", [3, 4])];
    const y = named("y", exp(transpose(einsum("ij,jk->ki", a, b))));
    checked([y], [], [a, b]);
  });
});

describe("products", () => {
  it("take rows once, however many of them need the rows", () => {
    const [table, rows, w] = [input("table", [4, 6]), input("rows", [3], "int"), theta("w", [6, 2])];
    const x = take(table, rows);
    const y = matmul(x, w);
    const program = checked([y, matmul(transpose(x), y)], [], [table, rows]);
    expect(program.match(/table\[rows/g)).toHaveLength(1);
    expect(program.match(/gemm/g)).toHaveLength(2);
  });

  it("of gathered rows are right", () => {
    const [x, y, at] = [input("x", [4, 2, 5]), input("y", [3, 5]), input("at", [3], "int")];
    checked([einsum("bik,bk->bi", take(x, at), y)], [], [x, y, at]);
  });

  it("of whole numbers are right", () => {
    const [i, w] = [input("i", [3], "int"), theta("w", [3, 2])];
    const row = reshape(i, [1, 3]);
    checked(
      [
        matmul(row, w),
        matmul(
          row,
          constant(
            [
              [1, 2],
              [0, 3],
              [5, 1],
            ],
            "int",
          ),
        ),
      ],
      [],
      [i],
    );
  });

  it("of bytes are right", () => {
    const [x, w, rows] = [input("x", [4, 3]), theta("w", [3, 2]), input("rows", [2], "int")];
    const outputs = [matmul(x, w), matmul(take(x, rows), w), cumulativeSum(x, 0)];
    const compiled = interpreter.compile({ outputs, storage: new Map([[x, "u8"]]) });
    const bytes = hostArray(
      Float64Array.from({ length: 12 }, (_, i) => 20 * i),
      [4, 3],
    );
    const feeds = new Map<Tensor, HostArray>([
      [x, bytes],
      [rows, hostArray(Float64Array.of(3, 1), [2])],
    ]);
    for (const [leaf, value] of feeds) compiled.write(leaf, value);
    compiled.run();
    for (const node of outputs) {
      expect(difference(compiled.read(node), evaluate(node, feeds), 1e-12)).toBeUndefined();
    }
  });
});
