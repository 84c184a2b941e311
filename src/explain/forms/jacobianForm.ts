import { jvp } from "../../autodiff/forward.ts";
import { reference } from "../../backend/reference/reference.ts";
import { writeFeeds } from "../../backend/reference/evaluate.ts";
import { latexBase } from "../../expr/latex.ts";
import { constant, input } from "../../graph/leaves.ts";
import type { Tensor } from "../../graph/tensor.ts";
import { broadcastTo } from "../../ops/broadcast.ts";
import { hostArray, type HostArray } from "../../tensor/hostArray.ts";
import { sizeOf } from "../../tensor/shape.ts";
import type { Context } from "../context.ts";
import { unitEntries } from "../indices/entries.ts";
import { notationOf } from "../elements.ts";
import { latexOfTerm } from "../indices/print.ts";
import { factorsOf, isNumber } from "../indices/arithmetic.ts";
import { isVariable, type Subscript, type Term } from "../indices/term.ts";
import { backwardEntries, backwardGraph, forwardGraph } from "../localGraphs.ts";
import { tidy } from "../matrices/tidy.ts";
import type { Quantity } from "../quantities.ts";
import { inSymbols } from "../writing.ts";
import { activationOf } from "./hadamard.ts";
import { freeIndices } from "./indexForm.ts";

/** One factor ∂q/∂x of a product of Jacobians: rows are q, columns are x, both in row-major order. */
export interface JacobianFactor {
  /** `W^{2}`, `\operatorname{diag}(σ′(z¹))`, or `\frac{\partial q}{\partial x}` where there is no shorter way. */
  readonly symbol: string;
  readonly of: Quantity;
  readonly by: Quantity;
}

/** A chain of Jacobians from the gradient of `upstream` to that of x: (∂C/∂x)ᵀ = (∂C/∂q)ᵀ J J′. */
export interface JacobianChain {
  readonly upstream: Quantity;
  readonly factors: readonly JacobianFactor[];
}

/** For each step that uses x a chain; where x only goes through an activation, the chain begins one step earlier. */
export function jacobianChains(x: Quantity, context: Context): JacobianChain[] {
  const through = activationOf(x, context);
  const before = through === undefined ? [] : context.usersOf.get(through.node)!;
  if (through !== undefined && before.length === 1) {
    const [upstream] = before as [Quantity];
    return [{ upstream, factors: [factorOf(upstream, through, context), factorOf(through, x, context)] }];
  }
  return context.usersOf
    .get(x.node)!
    .map((user) => ({ upstream: user, factors: [factorOf(user, x, context)] }));
}

/** ∂q/∂x as numbers, column by column in forward mode: the rules used here are not those of the backward pass. */
export function jacobianMatrix({ of, by }: JacobianFactor, context: Context): HostArray {
  const leaf = context.standIn.get(by.node)!;
  const graph = forwardGraph(of, context);
  const tangent = input("tangent", by.node.shape);
  const [column] = jvp([graph], [leaf], [tangent], { missing: "zeros" });
  const [rows, columns] = [sizeOf(of.node.shape), sizeOf(by.node.shape)];
  const program = reference.compile({ outputs: [column] });
  const unit = new Float64Array(columns);
  const feeds = new Map<Tensor, HostArray>([...context.feeds, [tangent, hostArray(unit, by.node.shape)]]);
  writeFeeds(program, [column], feeds);
  const matrix = new Float64Array(rows * columns);
  for (let j = 0; j < columns; j++) {
    unit.fill(0);
    unit[j] = 1;
    writeFeeds(program, [column], new Map([[tangent, hostArray(unit, by.node.shape)]]));
    program.run();
    program.read(column).data.forEach((slope, i) => {
      matrix[i * columns + j] = slope;
    });
  }
  return hostArray(matrix, [rows, columns]);
}

/** A row times a matrix. */
export function rowTimes(row: HostArray, matrix: HostArray): HostArray {
  const [rows, columns] = matrix.shape as readonly [number, number];
  const result = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) result[j]! += row.data[i]! * matrix.data[i * columns + j]!;
  }
  return hostArray(result, [1, columns]);
}

function factorOf(of: Quantity, by: Quantity, context: Context): JacobianFactor {
  return { of, by, symbol: shortName(of, by, context) ?? longName(of, by) };
}

function longName(of: Quantity, by: Quantity): string {
  const flat = ({ symbol, node }: Quantity): string =>
    node.shape.length > 1 ? `\\operatorname{vec} ${symbol.latex}` : symbol.latex;
  return `\\frac{\\partial ${flat(of)}}{\\partial ${flat(by)}}`;
}

/** What the partial derivatives are a matrix of, read off their index form. */
function shortName(of: Quantity, by: Quantity, context: Context): string | undefined {
  if (of === context.cost) {
    const gradient = gradientLatex(by, context);
    return by.node.shape.length === 0 ? gradient : latexTransposed(gradient);
  }
  const [i, j] = [freeIndices(of, context), freeIndices(by, context)];
  const element = backwardEntries(of, by.node, unitEntries(of.node.shape, i), context).at(j);
  const factors = factorsOf(element).filter((factor) => !isNumber(factor, 1));
  const pairs = factors.filter((one) => one.kind === "delta");
  const rest = factors.filter(({ kind }) => kind !== "delta");
  const equal = (a: Subscript, b: Subscript): boolean =>
    a === b || pairs.some((pair) => (pair.a === a && pair.b === b) || (pair.a === b && pair.b === a));
  // Between numbers a Jacobian is the derivative itself.
  if (i.length === 0 && j.length === 0) return latexBase(latexOfTerm(element, notationOf(context)));
  const [entry] = rest;
  if (rest.length === 1 && entry?.kind === "entry" && context.feeds.has(entry.of)) {
    const name = matrixName(i, j, entry, equal, pairs.length, context);
    if (name !== undefined) return name;
  }
  const isDiagonal = i.length === j.length && i.length > 0 && i.every((v, axis) => equal(v, j[axis]!));
  if (!isDiagonal) return undefined;
  return rest.length === 0 ? `I_{${sizeOf(of.node.shape)}}` : diagonal(of, by, context);
}

/** W itself, W for each sample of a batch, or the row aᵀ for each neuron. */
function matrixName(
  i: readonly Subscript[],
  j: readonly Subscript[],
  entry: Extract<Term, { kind: "entry" }>,
  equal: (a: Subscript, b: Subscript) => boolean,
  deltas: number,
  context: Context,
): string | undefined {
  const { latex } = context.symbol(entry.of);
  const [row, column] = entry.at;
  const copies = (index: Subscript): number => (isVariable(index) ? index.size : 1);
  if (entry.at.length === 2 && i.length === 1 && j.length === 1 && deltas === 0) {
    if (row === i[0] && column === j[0]) return latex;
    if (row === j[0] && column === i[0]) return latexTransposed(latex);
  }
  const isBatch = entry.at.length === 2 && i.length === 2 && j.length === 2 && equal(i[0]!, j[0]!);
  if (isBatch && row === i[1] && column === j[1])
    return `\\left(I_{${copies(i[0]!)}} \\otimes ${latex}\\right)`;
  const isOuter = entry.at.length === 1 && i.length === 1 && j.length === 2 && equal(i[0]!, j[0]!);
  if (isOuter && row === j[1]) {
    return `\\left(I_{${copies(i[0]!)}} \\otimes ${latexTransposed(latex)}\\right)`;
  }
  return undefined;
}

function latexTransposed(latex: string): string {
  return `${latexBase(latex)}^{\\mathsf{T}}`;
}

/** The gradient of the cost itself, whose Jacobian is a row: (a² − y)ᵀ. */
function gradientLatex(by: Quantity, context: Context): string {
  return inSymbols(tidy(backwardGraph(context.cost, by.node, constant(1), context)), context);
}

/** diag(σ′(z)): what the backward rule multiplies by, element by element. */
function diagonal(of: Quantity, by: Quantity, context: Context): string {
  const ones = broadcastTo(constant(1), of.node.shape);
  const graph = tidy(backwardGraph(of, by.node, ones, context));
  return `\\operatorname{diag}\\left(${inSymbols(graph, context)}\\right)`;
}
