import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type { Network as ByHand, Sample, Vector } from "../../examples/02-backpropagation-by-hand.ts";
import { gradients } from "../../src/autodiff/reverse.ts";
import { constant } from "../../src/graph/leaves.ts";
import { costOf, forward, network, parametersOf } from "../../src/nn/network.ts";
import type { Tensor } from "../../src/graph/tensor.ts";
import { sgd } from "../../src/optim/sgd.ts";
import { constantRate } from "../../src/optim/schedules.ts";
import { initialState, trainingStep } from "../../src/optim/trainingStep.ts";
import { expectClose, numbersOf } from "./numbers.ts";

// The example prints while it is loaded.
const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
const example = await import("../../examples/02-backpropagation-by-hand.ts");
const printed = log.mock.calls.map(([line]) => String(line)).join("\n");
log.mockRestore();

const number = fc.double({ min: -2, max: 2, noNaN: true });
const vector = (length: number) => fc.array(number, { minLength: length, maxLength: length });

/** Two to four layers of sizes that all differ, and a few samples. */
const cases = fc
  .uniqueArray(fc.integer({ min: 1, max: 6 }), { minLength: 2, maxLength: 5 })
  .chain((sizes) => {
    const pairs = sizes.slice(1).map((out, l) => [out, sizes[l]!] as const);
    const net = fc.record({
      W: fc.tuple(...pairs.map(([out, into]) => fc.array(vector(into), { minLength: out, maxLength: out }))),
      b: fc.tuple(...pairs.map(([out]) => vector(out))),
    });
    const sample = fc.record({ x: vector(sizes[0]!), y: vector(sizes.at(-1)!) });
    return fc.record({ net, samples: fc.array(sample, { minLength: 1, maxLength: 4 }) });
  })
  .map(({ net, samples }) => ({ net: { W: [[], ...net.W], b: [[], ...net.b] } satisfies ByHand, samples }));

describe("backpropagation by hand, examples/02", () => {
  it("gives the numbers of gradients() on networks of any sizes, in every layer", () => {
    fc.assert(
      fc.property(cases, ({ net, samples: [sample] }) => {
        const { pass, parameters, cost } = graphOf(net, [sample!]);
        const byHand = example.backpropagate(net, sample!);
        const deltas = gradients(cost, pass.z) as readonly Tensor[];
        const slopes = gradients(cost, parameters) as readonly Tensor[];
        for (let l = 1; l < net.W.length; l++) {
          expectClose(byHand.z[l]!, numbersOf(pass.z[l - 1]!));
          expectClose(byHand.a[l]!, numbersOf(pass.a[l - 1]!));
          expectClose(byHand.delta[l]!, numbersOf(deltas[l - 1]!));
          expectClose(byHand.nablaW[l]!.flat(), numbersOf(slopes[2 * (l - 1)]!));
          expectClose(byHand.nablaB[l]!, numbersOf(slopes[2 * (l - 1) + 1]!));
        }
        expectClose([example.cost(net, sample!)], numbersOf(cost));
      }),
    );
  });

  it("takes the step that sgd takes: the mean over the samples, all layers at once", () => {
    fc.assert(
      fc.property(cases, ({ net, samples }) => {
        const { parameters, cost } = graphOf(net, samples);
        const next = example.descend(net, samples, 0.7);
        const updates = trainingStep(cost, parameters, sgd(), initialState(sgd(), parameters), {
          schedule: constantRate(0.7),
        });
        const updated = new Map(updates);
        for (let l = 1; l < net.W.length; l++) {
          expectClose(next.W[l]!.flat(), numbersOf(updated.get(parameters[2 * (l - 1)]!)!));
          expectClose(next.b[l]!, numbersOf(updated.get(parameters[2 * (l - 1) + 1]!)!));
        }
      }),
      { numRuns: 40 },
    );
  });

  it("leaves the network that it steps from as it was", () => {
    const net: ByHand = { W: [[], [[0.1, 0.2]]], b: [[], [0.3]] };
    const before = structuredClone(net);
    example.descend(net, [{ x: [1, 2], y: [0] }], 1);
    expect(net).toEqual(before);
  });

  it("prints the notes' first example", () => {
    expect(printed).toContain("a²        = [0.443073]");
    expect(printed).toContain("δ¹        = [-0.014951, 0.025837]");
  });
});

function graphOf({ W, b }: ByHand, samples: readonly Sample[]) {
  const layers = W.slice(1).map((weights, l) => ({
    weights,
    bias: b[l + 1]!,
    activation: "sigmoid" as const,
  }));
  const net = network({ layers, cost: "quadratic" });
  const rows = (part: (sample: Sample) => Vector) => constant(samples.map(part));
  const pass = forward(
    net,
    rows(({ x }) => x),
  );
  const cost = costOf(
    net,
    pass,
    rows(({ y }) => y),
  );
  return { pass, cost, parameters: parametersOf(net) };
}
