import { describe, expect, it } from "vitest";
import type { Derivation, Step } from "../../src/explain/derivation.ts";
import { explainNetwork, type ExplainNetworkOptions } from "../../src/explain/network.ts";
import { createNetwork } from "../../src/nn/createNetwork.ts";
import { expectClose } from "../notes/numbers.ts";
import { badFormulas } from "./formulas.ts";
import { disagreeing, failing } from "./marks.ts";

// More inputs and neurons than are shown one by one.
const net = createNetwork({ sizes: [20, 12, 3], seed: 4 });
const sample = {
  input: Array.from({ length: 20 }, (_, k) => Math.sin(3 * k)),
  target: [0, 1, 0],
};
const whole = explainNetwork(net, sample);

function focused(focus: string, options: Partial<ExplainNetworkOptions> = {}): Derivation {
  const derivation = explainNetwork(net, { ...sample, focus, ...options });
  expect(disagreeing(derivation, 1e-12)).toEqual([]);
  expect(failing(derivation)).toEqual({ local: [], endToEnd: [] });
  expect(badFormulas(derivation)).toEqual([]);
  for (const step of derivation.steps) expect(step.value).toEqual(stepOf(whole, step.id).value);
  return derivation;
}

function stepOf({ steps }: Derivation, id: string): Step {
  return steps.find((step) => step.id === id)!;
}

function ids({ steps }: Derivation, pass: Step["pass"]): string[] {
  return steps.filter((step) => step.pass === pass).map(({ id }) => id);
}

const FORWARD = ["z1", "a1", "z2", "a2", "C"];

describe("a focus on one weight", () => {
  const derivation = focused("W1[5,17]");

  it("keeps the forward pass, and of the backward pass what leads to the weight", () => {
    expect(derivation.focus).toEqual({ text: "W1[5,17]", of: "dC-dW1", index: [4, 16] });
    expect(ids(derivation, "forward")).toEqual(FORWARD);
    expect(ids(derivation, "backward")).toEqual(["dC-da2", "delta2", "dC-da1", "delta1", "dC-dW1"]);
    expect(derivation.notes.join()).toContain("Only what W1[5,17] needs is shown.");
  });

  it("shows of each step the elements that the weight's gradient uses", () => {
    const shown = Object.fromEntries(
      derivation.steps.map(({ id, elements, forms }) => [
        id,
        (forms?.index.elements ?? elements ?? []).map(({ index }) => index),
      ]),
    );
    expect(shown["dC-dW1"]).toEqual([[4, 16]]);
    expect(shown["delta1"]).toEqual([[4]]);
    expect(shown["dC-da1"]).toEqual([[4]]);
    expect(shown["z1"]).toContainEqual([4]);
  });

  it("gives the number that the whole derivation gives", () => {
    const [element] = stepOf(derivation, "dC-dW1").forms!.index.elements!;
    const gradient = stepOf(whole, "dC-dW1").value as number[][];
    expect(element!.total).toBe(gradient[4]![16]);
    expect(stepOf(derivation, "dC-dW1").forms!.index.substituted[0]).toContain("w^{1}_{5,17}");
  });
});

describe("a focus on less or more than a weight", () => {
  it.each([
    ["b2[2]", "dC-db2", ["dC-da2", "delta2", "dC-db2"]],
    ["delta1[5]", "delta1", ["dC-da2", "delta2", "dC-da1", "delta1"]],
    ["z1[5]", "delta1", ["dC-da2", "delta2", "dC-da1", "delta1"]],
    ["a1", "dC-da1", ["dC-da2", "delta2", "dC-da1"]],
    ["W2", "dC-dW2", ["dC-da2", "delta2", "dC-dW2"]],
    ["dC-dW2", "dC-dW2", ["dC-da2", "delta2", "dC-dW2"]],
    ["∂C/∂W²", "dC-dW2", ["dC-da2", "delta2", "dC-dW2"]],
    ["W²", "dC-dW2", ["dC-da2", "delta2", "dC-dW2"]],
    [" δ² [ 3 ] ", "delta2", ["dC-da2", "delta2"]],
    ["x[20]", "dC-dx", ["dC-da2", "delta2", "dC-da1", "delta1", "dC-dx"]],
    ["layer 2", "dC-dW2", ["dC-da2", "delta2", "dC-dW2", "dC-db2"]],
    ["Layer1", "dC-dW1", ["dC-da2", "delta2", "dC-da1", "delta1", "dC-dW1", "dC-db1"]],
  ])("%s explains %s by %j", (focus, of, steps) => {
    const derivation = focused(focus);
    expect(derivation.focus).toMatchObject({ text: focus, of });
    expect(new Set(ids(derivation, "backward"))).toEqual(new Set(steps));
  });

  it("on the cost needs the forward pass alone", () => {
    expect(ids(focused("C"), "backward")).toEqual([]);
    expect(ids(focused("C"), "forward")).toEqual(FORWARD);
  });

  it("counts places as the convention counts", () => {
    const zero = focused("W1[4,16]", { convention: { firstIndex: 0 } });
    expect(zero.focus!.index).toEqual([4, 16]);
  });

  it.each([
    ["W3", "the focus must be one of"],
    ["W", 'got "W"; did you mean "W1"?'],
    ["", "the focus must be one of"],
    ["W1[13,1]", 'W¹ has places from 1 to 12 and 1 to 20, got the focus "W1[13,1]"'],
    ["W1[0,1]", "W¹ has places from 1 to 12"],
    ["W1[1]", "W¹ has places from 1 to 12"],
    ["W1[1,2,3]", "W¹ has places from 1 to 12"],
    ["W1[1,]", "W¹ has places from 1 to 12"],
    ["W1[1.5,2]", "W¹ has places from 1 to 12"],
    ["W1[a,b]", "W¹ has places from 1 to 12"],
    ["C[1]", "C has no places"],
    ["layer 3", "there is no layer 3; the layers are 1, 2"],
  ])("on %j is refused, with what there is", (focus, message) => {
    expect(() => explainNetwork(net, { ...sample, focus })).toThrow(message);
  });
});

it("a focus that does not exist is answered with the gradients that do, and ∂C/∂C is none", () => {
  expect(() => focused("nothing")).toThrow(/dC-da2, C, got "nothing"$/);
});

describe("a long sum", () => {
  it("shows its first terms, its largest ones, how many there are, and the total", () => {
    const [z] = stepOf(focused("z1[5]"), "z1").elements!;
    expect(z!.count).toBe(21);
    const weights = stepOf(whole, "z1");
    expect(z!.total).toBe((weights.value as number[])[4]);
    const terms = z!.terms.map(({ value }) => value);
    expect(terms.length).toBeLessThan(z!.count);
    const products = sample.input.map((x, k) => x * weightsOf("W1")[4]![k]!);
    const all = [...products, (givenOf("b1") as number[])[4]!];
    expectClose([all.reduce((sum, term) => sum + term, 0)], [z!.total]);
    expectClose(terms.slice(0, 3), all.slice(0, 3));
    const largest = all.toSorted((a, b) => Math.abs(b) - Math.abs(a)).slice(0, 3);
    for (const term of largest) expect(terms.some((one) => Math.abs(one - term) < 1e-12)).toBe(true);
  });

  it("that is short is shown whole", () => {
    const [slope] = stepOf(focused("a1[5]"), "dC-da1").forms!.index.elements!;
    expect(slope!.count).toBe(3);
    expect(slope!.terms).toHaveLength(3);
    expectClose([slope!.terms.reduce((sum, { value }) => sum + value, 0)], [slope!.total]);
  });
});

function givenOf(id: string): unknown {
  return whole.givens.find((given) => given.id === id)!.value;
}

function weightsOf(id: string): number[][] {
  return givenOf(id) as number[][];
}
