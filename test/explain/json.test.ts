import { describe, expect, it } from "vitest";
import type { Numbers } from "../../src/explain/derivation.ts";
import { contractJson } from "../../src/explain/json.ts";
import { digitsInFocus, composed, goldens, noteFirst } from "./support/derivations.ts";

describe("the JSON of a derivation", () => {
  it.each(goldens().map((golden) => [golden.name, golden] as const))(
    "holds what PyTorch says, in the contract's form: %s",
    (_, { derivation, expected }) => {
      const json = contractJson(derivation);
      expect(json.cost).toBeCloseTo(expected.cost, 10);
      expect(json.layers).toHaveLength(expected.layers.length);
      expected.layers.forEach((layer, l) => {
        for (const key of ["z", "a", "delta", "dW", "db"] as const) near(json.layers![l]![key], layer[key]);
      });
      near(json.dx, expected.dx);
      expect(json.check.verdict).toBe("pass");
    },
  );

  it("has steps with the keys that scripts read, and survives being written and read", () => {
    const json = contractJson(noteFirst());
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
    const delta = json.steps.find(({ id }) => id === "delta2");
    expect(delta).toMatchObject({ name: "δ²", pass: "backward", shape: [1] });
    expect(Object.keys(delta!)).toEqual(expect.arrayContaining(["formula", "substituted", "value", "check"]));
    expect(json.layers![0]!.steps).toMatchObject({ z: "z1", dz: "delta1" });
  });

  it("leaves out the layers of what is no network, and what a focus leaves out", () => {
    expect(contractJson(composed())).not.toHaveProperty("layers");
    expect(contractJson(composed())).not.toHaveProperty("dx");
    const inFocus = contractJson(digitsInFocus());
    expect(inFocus).not.toHaveProperty("dx");
    expect(inFocus.layers![0]).toHaveProperty("z");
    expect(inFocus.layers![1]).not.toHaveProperty("dW");
  });
});

/** The same shape, and numbers within 1e-10. */
function near(found: Numbers | undefined, expected: Numbers): void {
  if (typeof expected === "number") {
    expect(found).toBeTypeOf("number");
    expect(Math.abs((found as number) - expected)).toBeLessThanOrEqual(
      1e-10 * Math.max(1, Math.abs(expected)),
    );
    return;
  }
  expect(found).toHaveLength(expected.length);
  expected.forEach((part, i) => {
    near((found as readonly Numbers[])[i], part);
  });
}
