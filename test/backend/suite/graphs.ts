import fc from "fast-check";
import { it } from "vitest";
import type { Compiled, Computation } from "../../../src/backend/backend.ts";
import { heldValue, inputOp, parameterOp } from "../../../src/graph/leaves.ts";
import { printGraph } from "../../../src/graph/print.ts";
import type { Tensor } from "../../../src/graph/tensor.ts";
import { improve } from "../../../src/program/improve.ts";
import { lower } from "../../../src/program/lower.ts";
import { printProgram } from "../../../src/program/print.ts";
import { randomGraphs, type RandomGraph } from "../../support/randomGraph.ts";
import { farFrom } from "./compare.ts";
import { compileOn, compileReference, roundedTo, type EngineUnderTest } from "./engine.ts";

const GRAPHS = 100;
const RUNS = 3;
/** Chains of ops add up their errors, more than a single one may make. */
const TOLERANCE = { f32: 1e-3, f64: 1e-10 } as const;
/** A few times what rounding changes in a number. */
const NUDGE = { f32: 2 ** -21, f64: 2 ** -48 } as const;

/** Random graphs give what the reference gives: outputs, gradients and updated parameters, run after run. */
export function testGraphs(engine: EngineUnderTest, seed: number): void {
  it(`gives the reference's numbers for ${GRAPHS} random graphs (seed ${seed})`, async () => {
    await fc.assert(
      fc.asyncProperty(randomGraphs, async (graph) => {
        fc.pre(isSteady(graph, engine));
        const wrong = await firstDifference(engine, graph, graph.outputs);
        if (wrong !== undefined) throw new Error(await report(engine, graph, wrong));
      }),
      { seed, numRuns: GRAPHS, endOnFailure: (engine.threads ?? 1) > 1 },
    );
  });
}

/**
 * Whether rounding, too, changes little: a parameter that becomes its own exponential, run after run, soon has a sine that no
 * precision tells.
 */
function isSteady({ outputs, updates, leaves, feeds }: RandomGraph, engine: EngineUnderTest): boolean {
  const [right, nudged] = [0, NUDGE[engine.precision]].map((nudge) => {
    const compiled = compileReference({ outputs, updates });
    for (const leaf of leaves) writeLeaf(leaf, feeds, engine, [compiled], nudge);
    return compiled;
  }) as [Compiled, Compiled];
  for (let run = 1; run <= RUNS; run++) {
    right.run();
    nudged.run();
    const nodes = [...outputs, ...updates.map(([parameter]) => parameter)];
    const limit = TOLERANCE[engine.precision] / 10;
    if (nodes.some((node) => farFrom(nudged.read(node), right.read(node), limit) !== undefined)) return false;
  }
  return true;
}

/** The first output, or updated parameter, of which an engine says something else than the reference. */
async function firstDifference(
  engine: EngineUnderTest,
  { feeds, updates, leaves }: RandomGraph,
  outputs: readonly Tensor[],
): Promise<string | undefined> {
  const computation: Computation = { outputs, updates };
  const right = compileReference(computation);
  const own = await compileOn(engine, computation);
  const read = [...new Set([...outputs, ...updates.map(([parameter]) => parameter)])];
  try {
    for (const leaf of leaves) writeLeaf(leaf, feeds, engine, [own, right]);
    for (let run = 1; run <= RUNS; run++) {
      right.run();
      own.run();
      for (const node of read) {
        const found = farFrom(own.read(node), right.read(node), TOLERANCE[engine.precision]);
        if (found !== undefined) return `run ${run}, ${String(node)} (node ${node.id}): ${found}`;
      }
    }
    return undefined;
  } finally {
    own.dispose();
  }
}

/** The same numbers for all programs, as the engine's precision holds them; real ones moved a little. */
function writeLeaf(
  leaf: Tensor,
  feeds: RandomGraph["feeds"],
  { precision }: EngineUnderTest,
  programs: readonly Compiled[],
  nudge = 0,
): void {
  const value = feeds.get(leaf) ?? heldValue(leaf);
  if (value === undefined || (leaf.op !== inputOp && leaf.op !== parameterOp)) return;
  const { shape, data } = roundedTo(precision, value);
  const moved = leaf.dtype === "real" ? data.map((x, i) => x * (1 + (i % 2 === 0 ? nudge : -nudge))) : data;
  for (const program of programs) program.write(leaf, { shape, data: moved });
}

/** Everything that it takes to find the mistake: the first wrong node where all are outputs, graph and program. */
async function report(engine: EngineUnderTest, graph: RandomGraph, wrong: string): Promise<string> {
  const everywhere = await firstDifference(engine, graph, graph.nodes);
  return [
    `${engine.name}: ${wrong}`,
    `first, with every node as an output: ${everywhere ?? "no difference"}`,
    ...graph.updates.map(([to, next]) => `update ${String(to)} (${to.id}) <- ${String(next)} (${next.id})`),
    printGraph(graph.outputs),
    printProgram(improve(lower(graph))),
  ].join("\n");
}
