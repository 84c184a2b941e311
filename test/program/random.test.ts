import fc from "fast-check";
import { expect, it } from "vitest";
import type { Backend } from "../../src/backend/backend.ts";
import { reference } from "../../src/backend/reference/reference.ts";
import { printGraph } from "../../src/graph/print.ts";
import { improve } from "../../src/program/improve.ts";
import { lower } from "../../src/program/lower.ts";
import { printProgram } from "../../src/program/print.ts";
import type { Tensor } from "../../src/graph/tensor.ts";
import { difference } from "../support/difference.ts";
import { interpreter, interpreterWithZeros, plainInterpreter } from "../support/interpreter.ts";
import { randomGraphs, type RandomGraph } from "../support/randomGraph.ts";

const RUNS = 3;
const TOLERANCE = 1e-9;

it.each([interpreter, interpreterWithZeros, plainInterpreter])(
  "random graphs give what the reference gives, run after run ($name)",
  (backend) => {
    fc.assert(
      fc.property(randomGraphs, (graph) => {
        const wrong = firstDifference(backend, graph, graph.outputs);
        if (wrong !== undefined) throw new Error(report(backend, graph, wrong));
      }),
      { seed: 20, numRuns: 200 },
    );
  },
);

it("covers the ops of the registry", () => {
  const names = fc
    .sample(randomGraphs, { seed: 20, numRuns: 200 })
    .flatMap(({ nodes }) => nodes.map(({ op }) => op.name));
  expect(new Set(names).size).toBeGreaterThan(60);
});

/** The first output, or updated parameter, of which a backend says something else than the reference. */
function firstDifference(
  backend: Backend,
  { feeds, updates, leaves }: RandomGraph,
  outputs: readonly Tensor[],
): string | undefined {
  const computation = { outputs, updates };
  const [right, own] = [reference.compile(computation), backend.compile(computation)];
  for (const leaf of leaves) {
    const value = feeds.get(leaf);
    if (value === undefined) continue;
    right.write(leaf, value);
    own.write(leaf, value);
  }
  const read = [...new Set([...outputs, ...updates.map(([parameter]) => parameter)])];
  for (let run = 1; run <= RUNS; run++) {
    right.run();
    own.run();
    for (const node of read) {
      const found = difference(own.read(node), right.read(node), TOLERANCE);
      if (found !== undefined) return `run ${run}, ${String(node)} (node ${node.id}): ${found}`;
    }
  }
  return undefined;
}

/** Everything that it takes to find the mistake: the first wrong node where all are outputs, graph and program. */
function report(backend: Backend, graph: RandomGraph, wrong: string): string {
  const everywhere = firstDifference(backend, graph, graph.nodes);
  return [
    wrong,
    `with every node as an output: ${everywhere ?? "no difference"}`,
    ...graph.updates.map(([to, next]) => `update ${String(to)} (${to.id}) <- ${String(next)} (${next.id})`),
    printGraph(graph.outputs),
    printProgram(improve(lower(graph))),
  ].join("\n");
}
