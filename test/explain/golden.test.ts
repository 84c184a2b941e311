import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Derivation, LayerSteps } from "../../src/explain/derivation.ts";
import { explainNetwork } from "../../src/explain/network.ts";
import { network } from "../../src/nn/network.ts";
import { badFormulas } from "./formulas.ts";
import { disagreeing, failing } from "./marks.ts";

/** Gradients of random networks by PyTorch in float64. */
const folder = new URL("../golden/gradients/", import.meta.url);

interface Golden {
  network: Parameters<typeof network>[0] & { input: number[][]; target: number[][] };
  expected: { cost: number; layers: Record<GoldenName, Nested>[]; dx: Nested };
}
type GoldenName = "z" | "a" | "delta" | "dW" | "db";
type Nested = readonly (number | Nested)[];

describe.each(readdirSync(folder).filter((name) => name.endsWith(".json")))("%s", (name) => {
  const { network: file, expected } = JSON.parse(readFileSync(new URL(name, folder), "utf8")) as Golden;
  const net = network(file);
  const { input, target } = file;
  const batch = explainNetwork(net, { input, target });

  it("explained agrees with PyTorch to 1e-10", () => {
    close("the cost", batch.cost.value, expected.cost);
    expected.layers.forEach((layer, l) => {
      const ids = batch.layers![l]!;
      const pairs: [keyof LayerSteps, GoldenName][] = [
        ["z", "z"],
        ["a", "a"],
        ["dz", "delta"],
        ["dW", "dW"],
        ["db", "db"],
      ];
      for (const [key, its] of pairs)
        close(`${its} of layer ${l + 1}`, valueOf(batch, String(ids[key])), layer[its]);
    });
    close("∂C/∂x", valueOf(batch, "dC-dx"), expected.dx);
  });

  it("has four forms that agree to 1e-12, marks that pass, and formulas that are LaTeX", () => {
    expectRight(batch);
  });

  it("explained sample by sample does too, and the samples make up the batch", () => {
    const samples = input.map((_, sample) => explainNetwork(net, { input, target, sample }));
    samples.forEach(expectRight);
    const factor = file.reduction === "sum" ? 1 : 1 / input.length;
    for (const { dW } of batch.layers!) {
      const sums = samples
        .map((sample) => flat(valueOf(sample, dW)))
        .reduce((total, one) => total.map((value, i) => value + one[i]!));
      close(
        dW,
        sums.map((value) => factor * value),
        valueOf(batch, dW),
      );
    }
  });
});

function expectRight(derivation: Derivation): void {
  expect(disagreeing(derivation, 1e-12)).toEqual([]);
  expect(failing(derivation)).toEqual({ local: [], endToEnd: [] });
  expect(derivation.check.verdict).toBe("pass");
  expect(badFormulas(derivation)).toEqual([]);
}

function valueOf({ steps }: Derivation, id: string): unknown {
  return steps.find((step) => step.id === id)?.value;
}

/** ‖got − expected‖ ≤ 1e-10 ‖expected‖; one sample is a vector, of which PyTorch has a matrix of one row. */
function close(what: string, got: unknown, expected: unknown): void {
  const [g, e] = [flat(got), flat(expected)];
  expect(g.length, what).toBe(e.length);
  const distance = Math.hypot(...g.map((value, i) => value - e[i]!));
  expect(distance, what).toBeLessThanOrEqual(1e-10 * Math.hypot(...e));
}

function flat(value: unknown): number[] {
  return (Array.isArray(value) ? value.flat(3) : [value]) as number[];
}
