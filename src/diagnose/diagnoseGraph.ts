import type { Backend } from "../backend/backend.ts";
import { writeFeeds, type Feeds } from "../backend/reference/evaluate.ts";
import { reference } from "../backend/reference/reference.ts";
import type { BadNode } from "../check/badNode.ts";
import { inputOp, parameterOp } from "../graph/leaves.ts";
import type { Tensor } from "../graph/tensor.ts";
import { topological } from "../graph/traverse.ts";
import type { Shape } from "../tensor/shape.ts";
import { findBirths } from "./births.ts";
import { finite, type Finding, type Finite, type ZeroGradient } from "./diagnosis.ts";
import { birthFindings } from "./findings/births.ts";
import { gradientFlow } from "./flows.ts";
import { norm } from "./statistics.ts";

/** What was found about a graph, as plain data. */
export interface GraphDiagnosis {
  readonly cost: Finite;
  /** Every node with a name between the variables and the cost, in the order of computing. */
  readonly nodes: readonly NodeDiagnosis[];
  readonly notFinite: BadNode | null;
  readonly zeroGradient: ZeroGradient | null;
  readonly findings: readonly Finding[];
}

export interface NodeDiagnosis {
  readonly name: string;
  readonly shape: Shape;
  /** ‖x‖. */
  readonly value: Finite;
  /** ‖∂C/∂x‖. */
  readonly gradient: Finite;
}

/** How to diagnose a graph; everything may be left open. */
export interface DiagnoseGraphOptions {
  /** By what the cost is differentiated; its parameters by default, and where it has none its inputs. */
  readonly variables?: readonly Tensor[];
  /** By what to compute; the reference by default. */
  readonly backend?: Backend;
}

/**
 * Says how the gradients of any graph flow: the norm of every named node and of its gradient, the first node that is NaN or
 * infinite, and the first gradient that is exactly zero.
 *
 * @param cost C, a scalar node
 * @param feeds numbers for the inputs, by name or by node
 * @returns plain data that survives JSON; `findings` is empty where nothing is wrong
 * @throws GradientError where the cost is no scalar; ValueError where an input has no numbers
 *
 * @example
 * ```ts
 * const p = input("p", [2]);
 * const C = named("C", negate(sum(log(p))));
 * const { notFinite } = diagnoseGraph(C, { p: [0.5, 0] });
 * notFinite?.node; // "log[2]"
 * notFinite?.reason; // "log(0) is -Infinity"
 * ```
 */
export function diagnoseGraph(
  cost: Tensor,
  feeds: Feeds = {},
  { variables, backend = reference }: DiagnoseGraphOptions = {},
): GraphDiagnosis {
  const by = variables ?? variablesOf(cost);
  const births = findBirths(cost, by, feeds, backend);
  const named = [...gradientFlow(cost, by)].filter(([node]) => node.label !== undefined);
  const outputs = [cost, ...named.flat()];
  const program = backend.compile({ outputs });
  try {
    writeFeeds(program, outputs, feeds);
    program.run();
    const nodes = named.map(([node, gradient]) => ({
      name: node.label!,
      shape: node.shape,
      value: finite(norm(program.view(node))),
      gradient: finite(norm(program.view(gradient))),
    }));
    return { cost: finite(program.view(cost)[0]!), nodes, ...births, findings: birthFindings(births) };
  } finally {
    program.dispose();
  }
}

function variablesOf(cost: Tensor): Tensor[] {
  const leaves = topological([cost]).filter((node) => node.dtype === "real");
  const parameters = leaves.filter((node) => node.op === parameterOp);
  return parameters.length > 0 ? parameters : leaves.filter((node) => node.op === inputOp);
}
