import { evaluate } from "../../backend/reference/evaluate.ts";
import { constant } from "../../graph/leaves.ts";
import type { Tensor } from "../../graph/tensor.ts";
import { add } from "../../ops/add.ts";
import { reshape } from "../../ops/reshape.ts";
import type { HostArray } from "../../tensor/hostArray.ts";
import { internal } from "../../util/errors.ts";
import type { Context } from "../context.ts";
import { backwardGraph } from "../localGraphs.ts";
import { replaced } from "../matrices/replace.ts";
import { asRow } from "../matrices/rows.ts";
import { tidy } from "../matrices/tidy.ts";
import type { Quantity } from "../quantities.ts";
import { inNumbers, inSymbols, relationOf, withShapes } from "../writing.ts";
import { matrixLatex } from "../matrices/matrix.ts";

/** A gradient in matrices and element-by-element products. */
export interface HadamardForm {
  readonly graph: Tensor;
  readonly value: HostArray;
  readonly formula: string;
  readonly shapes: string;
  readonly substituted: string;
}

/** δ¹ = (W²)ᵀ δ² ⊙ σ′(z¹): the reverse rules as they run, written as a book would. */
export function hadamardForm(x: Quantity, context: Context): HadamardForm {
  const graph = gradientGraph(x, context);
  const value = evaluate(graph, context.feeds);
  const { latex } = context.symbol(context.gradientOf.get(x.node)!);
  const whole = inFull(x, context);
  const more = whole === undefined ? "" : ` = ${inSymbols(laidOut(whole, x, context), context)}`;
  const written = laidOut(graph, x, context);
  const shown = written === graph ? value : evaluate(written, context.feeds);
  const result = matrixLatex(shown, context.convention.digits);
  const numbers = inNumbers(written, context);
  const relation = relationOf(written, shown, context);
  return {
    graph,
    value,
    formula: `${latex} = ${inSymbols(written, context)}${more}`,
    shapes: `${latex} = ${withShapes(written, context)}`,
    substituted: `${latex} = ${numbers === result ? result : `${numbers} ${relation} ${result}`}`,
  };
}

/** The formula in the layout of the convention: gradients as they are, or as rows, and those of matrices transposed. */
function laidOut(graph: Tensor, x: Quantity, context: Context): Tensor {
  const { convention, rowOf, hasSamples } = context;
  if (convention.gradient === "column" || x.node.shape.length > 2 || hasSamples(x.node)) return graph;
  const rows = new Map([...rowOf].map(([leaf, row]) => [leaf, reshape(row, leaf.shape) as Tensor]));
  return tidied(asRow(replaced(graph, rows)), context);
}

/** What flows to x from all steps that use it, tidied; for the cost itself the number 1. */
function gradientGraph(x: Quantity, context: Context): Tensor {
  const flows = context.usersOf
    .get(x.node)!
    .map((user) => backwardGraph(user, x.node, context.gradientOf.get(user.node)!, context));
  const total = flows.reduce<Tensor | undefined>(
    (sum, flow) => (sum === undefined ? flow : add(sum, flow)),
    undefined,
  );
  if (total === undefined) internal(`${x.symbol.name} is used by no step`);
  return tidied(total, context);
}

/** Where x reaches the cost through an activation alone, the formula with the activation's own gradient written out. */
function inFull(x: Quantity, context: Context): Tensor | undefined {
  const through = activationOf(x, context);
  if (through === undefined) return undefined;
  const bar = context.gradientOf.get(through.node)!;
  const inner = gradientGraph(through, context);
  const own = backwardGraph(through, x.node, bar, context);
  return tidied(replaced(own, new Map([[bar, inner]])), context);
}

/** The one step that uses x, where it does no more than bend each element: a = σ(z). */
export function activationOf(x: Quantity, context: Context): Quantity | undefined {
  const users = context.usersOf.get(x.node)!;
  const [user] = users;
  if (users.length !== 1 || user === undefined || user === context.cost) return undefined;
  const { op } = user.node;
  const bends = op.kind === "elementwise" && op.explain.symbol !== undefined && user.inside.length === 1;
  return bends ? user : undefined;
}

function tidied(graph: Tensor, context: Context): Tensor {
  // dC/dC = 1 is not worth a factor.
  const cost = context.gradientOf.get(context.cost.node)!;
  const known = new Map<Tensor, Tensor>([[cost, constant(1)]]);
  return tidy(replaced(graph, known), (leaf) => context.addsUpToOne(leaf));
}
