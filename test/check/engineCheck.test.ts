import { describe, expect, it } from "vitest";
import type { Backend, Compiled } from "../../src/backend/backend.ts";
import { reference } from "../../src/backend/reference/reference.ts";
import { wasm } from "../../src/backend/wasm/wasm.ts";
import { engineCheck } from "../../src/check/engineCheck.ts";
import { input } from "../../src/graph/leaves.ts";
import { createNetwork } from "../../src/nn/createNetwork.ts";
import { costOf, forward, parametersOf } from "../../src/nn/network.ts";
import { relu } from "../../src/ops/relu.ts";
import { sum } from "../../src/ops/sum.ts";
import { tanh } from "../../src/ops/tanh.ts";
import type { HostArray } from "../../src/tensor/hostArray.ts";
import { Random } from "../../src/util/random.ts";

const random = new Random(5);
const numbers = (rows: number, columns: number) =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, () => random.normal()));

/** A network of a batch of 4, its cost, and numbers. */
function example(activation: "sigmoid" | "relu" | "gelu") {
  const network = createNetwork({ sizes: [6, 5, 3], activation, seed: 2 });
  const [x, y] = [input("x", [4, 6]), input("y", [4, 3])];
  const cost = costOf(network, forward(network, x), y);
  return { cost, parameters: parametersOf(network), feeds: { x: numbers(4, 6), y: numbers(4, 3) } };
}

/** The reference, with the numbers that it reads changed. */
function lying(change: (data: Float64Array) => void): Backend {
  return {
    name: "lying",
    compile(computation): Compiled {
      const program = reference.compile(computation);
      const read = program.read.bind(program);
      program.read = (tensor): HostArray => {
        const value = read(tensor);
        change(value.data);
        return value;
      };
      return program;
    },
  };
}

describe("the gradients of an engine", () => {
  it.each(["sigmoid", "relu", "gelu"] as const)(
    "of %s pass at 1e-6 in float64 and at 1e-3 in float32, against differences and against the reference",
    (activation) => {
      const { cost, parameters, feeds } = example(activation);
      const double = engineCheck(wasm({ precision: "f64" }), cost, parameters, feeds);
      expect(double).toMatchObject({ verdict: "pass" });
      expect(double.maxReferenceError).toBeLessThan(1e-12);
      const single = engineCheck(wasm(), cost, parameters, feeds, { tolerance: 1e-3 });
      expect(single).toMatchObject({ verdict: "pass" });
      expect(single.maxReferenceError).toBeGreaterThan(1e-9);
      expect(single.maxReferenceError).toBeLessThan(1e-4);
    },
  );

  it("of the reference agree with themselves to the last bit", () => {
    const { cost, parameters, feeds } = example("sigmoid");
    expect(engineCheck(reference, cost, parameters, feeds)).toMatchObject({
      verdict: "pass",
      maxReferenceError: 0,
    });
  });

  it("fail where one element of one parameter is a little off", () => {
    const { cost, parameters, feeds } = example("sigmoid");
    const backend = lying((data) => {
      data[0]! *= 1.01;
    });
    const check = engineCheck(backend, cost, parameters, feeds);
    expect(check.verdict).toBe("fail");
    expect(check.variables[0]!.relativeError).toBeGreaterThan(1e-4);
    expect(check.variables[0]!.referenceError).toBeGreaterThan(1e-4);
  });

  it("fail where the wrong element is not among those compared with differences", () => {
    const x = input("x", [100]);
    const backend = lying((data) => {
      data[50]! *= 1.01;
    });
    const check = engineCheck(backend, sum(tanh(x)), [x], { x: numbers(1, 100)[0]! }, { sample: 1 });
    expect(check.maxRelativeError).toBeLessThan(1e-6);
    expect(check).toMatchObject({ verdict: "fail" });
  });

  it("fail where they are not numbers", () => {
    const { cost, parameters, feeds } = example("sigmoid");
    const check = engineCheck(
      lying((data) => data.fill(Number.NaN)),
      cost,
      parameters,
      feeds,
    );
    expect(check).toMatchObject({ verdict: "fail", maxReferenceError: Number.NaN });
  });

  it("pass at a corner, whichever side an engine takes", () => {
    const x = input("x", [2]);
    const cost = sum(relu(x));
    const backend = lying((data) => {
      data[0] = 1;
    });
    const check = engineCheck(backend, cost, [x], { x: [0, 2] });
    expect(check.variables[0]).toMatchObject({ kinks: 1 });
    expect(check.maxReferenceError).toBeGreaterThan(0.1);
    expect(check.verdict).toBe("pass");
  });
});
