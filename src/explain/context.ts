import { gradients } from "../autodiff/reverse.ts";
import { evaluate, type Feeds } from "../backend/reference/evaluate.ts";
import { input } from "../graph/leaves.ts";
import type { Tensor } from "../graph/tensor.ts";
import { topological } from "../graph/traverse.ts";
import type { HostArray } from "../tensor/hostArray.ts";
import { GradientError } from "../util/errors.ts";
import { formatShape } from "../tensor/shape.ts";
import type { Convention } from "./convention.ts";
import { quantitiesOf, type Quantity } from "./quantities.ts";
import { flowsTo } from "./reverse.ts";
import { gradientSymbol, type Symbol } from "./symbols.ts";

/** Everything that the steps of one derivation share. */
export interface Context {
  readonly cost: Quantity;
  readonly quantities: readonly Quantity[];
  readonly quantityOf: ReadonlyMap<Tensor, Quantity>;
  /** The quantities that need a gradient: those between the variables and the cost, inputs first. */
  readonly moving: readonly Quantity[];
  /** For each quantity the steps that use it and pass a gradient back to it. */
  readonly usersOf: ReadonlyMap<Tensor, readonly Quantity[]>;
  /** A leaf that stands for the quantity, and one that stands for its gradient; formulas are graphs over these. */
  readonly standIn: ReadonlyMap<Tensor, Tensor>;
  readonly gradientOf: ReadonlyMap<Tensor, Tensor>;
  /** Where gradients are rows: a leaf that stands for the row of each gradient of a vector. */
  readonly rowOf: ReadonlyMap<Tensor, Tensor>;
  /** How all these leaves are written, and which id they have. */
  readonly symbol: (leaf: Tensor) => Symbol;
  /** Their numbers. */
  readonly valueOf: (leaf: Tensor) => HostArray;
  readonly feeds: ReadonlyMap<Tensor, HostArray>;
  readonly convention: Convention;
  /** Whether only what one element needs is asked for: then large parts are not worked out whole. */
  readonly isFocused: boolean;
  /** Whether the first axis of a quantity counts samples. */
  readonly hasSamples: (node: Tensor) => boolean;
  /** Whether the numbers of a leaf add up to 1 along its last axis, as targets of a classification do; then a Σ y is a. */
  readonly addsUpToOne: (leaf: Tensor) => boolean;
  /** What a step is, in the words of the field, where somebody knows. */
  readonly words: (node: Tensor, pass: "forward" | "backward") => string | undefined;
}

export interface ContextOptions {
  readonly cost: Tensor;
  /** Nodes that are explained though the cost does not need them: an output that only its reader wants. */
  readonly outputs: readonly Tensor[];
  /** What to differentiate by; undefined for all parameters and inputs that have a derivative. */
  readonly by: readonly Tensor[] | undefined;
  readonly feeds: Feeds;
  readonly convention: Convention;
  readonly isFocused: boolean;
  /** Symbols for gradients that have one of their own, such as δ. */
  readonly gradientSymbols: ReadonlyMap<Tensor, Symbol>;
  readonly hasSamples: (node: Tensor) => boolean;
  readonly words: Context["words"];
}

/**
 * Evaluates the graph and its gradients once, and names everything.
 *
 * @throws GradientError where the cost is no scalar, or depends on none of the variables
 */
export function contextOf(options: ContextOptions): Context {
  const {
    cost: root,
    outputs,
    by,
    feeds,
    convention,
    isFocused,
    gradientSymbols,
    hasSamples,
    words,
  } = options;
  if (root.shape.length > 0) {
    throw new GradientError(
      `explain(): only a scalar has a gradient, got ${String(root)} of shape ${formatShape(root.shape)}; sum it`,
    );
  }
  const variables = by ?? leavesOf(root);
  const quantities = quantitiesOf([root, ...outputs, ...variables]);
  const quantityOf = new Map(quantities.map((quantity) => [quantity.node, quantity]));
  const cost = quantityOf.get(root)!;
  const flows = new Map(quantities.map((quantity) => [quantity, flowsTo(quantity)]));
  const moving = between(cost, variables, flows);
  if (!moving.includes(cost)) {
    throw new GradientError(
      `explain(): ${cost.symbol.name} depends on none of ${variables.map(String).join(", ") || "no variables"}; name what to differentiate by`,
    );
  }
  const movingNodes = moving.map(({ node }) => node);
  const stray = by?.find((x) => !movingNodes.includes(x));
  if (stray !== undefined) {
    throw new GradientError(
      `explain(): ${cost.symbol.name} has no derivative with respect to ${String(stray)}; leave it out of "by"`,
    );
  }
  const slopes = gradients(root, movingNodes);
  const nodes = quantities.map(({ node }) => node);
  const numbers = evaluate([...nodes, ...slopes], feeds);

  const standIn = new Map(
    quantities.map(({ node, symbol }) => [node, input(symbol.name, node.shape, node.dtype)]),
  );
  const barSymbols = new Map(
    moving.map(({ node, symbol }) => [
      node,
      gradientSymbols.get(node) ?? gradientSymbol(cost.symbol, symbol),
    ]),
  );
  const gradientOf = new Map(
    movingNodes.map((node) => [node, input(barSymbols.get(node)!.name, node.shape)]),
  );
  const symbols = new Map<Tensor, Symbol>([
    ...quantities.map(({ node, symbol }): [Tensor, Symbol] => [standIn.get(node)!, symbol]),
    ...movingNodes.map((node): [Tensor, Symbol] => [gradientOf.get(node)!, barSymbols.get(node)!]),
  ]);
  const values = new Map<Tensor, HostArray>([
    ...nodes.map((node, i): [Tensor, HostArray] => [standIn.get(node)!, numbers[i]!]),
    ...movingNodes.map((node, i): [Tensor, HostArray] => [gradientOf.get(node)!, numbers[nodes.length + i]!]),
  ]);
  const rowOf = new Map<Tensor, Tensor>();
  for (const leaf of convention.gradient === "row" ? gradientOf.values() : []) {
    if (leaf.shape.length !== 1) continue;
    const row = input(symbols.get(leaf)!.name, [1, leaf.shape[0]!]);
    rowOf.set(leaf, row);
    symbols.set(row, symbols.get(leaf)!);
    values.set(row, { shape: row.shape, data: values.get(leaf)!.data });
  }
  return {
    ...{
      cost,
      quantities,
      quantityOf,
      moving,
      standIn,
      gradientOf,
      rowOf,
      convention,
      isFocused,
      hasSamples,
      words,
    },
    usersOf: new Map(movingNodes.map((node) => [node, moving.filter((user) => flows.get(user)!.has(node))])),
    addsUpToOne: (leaf) => values.has(leaf) && rowsAddUpToOne(values.get(leaf)!),
    symbol: (leaf) => symbols.get(leaf)!,
    // An op that cannot be read in index notation is read as its own result.
    valueOf: (tensor) => values.get(tensor) ?? evaluate(tensor, values),
    feeds: values,
  };
}

function leavesOf(cost: Tensor): Tensor[] {
  return topological([cost]).filter(
    ({ op, dtype }) => op.kind === "leaf" && op.name !== "constant" && dtype === "real",
  );
}

/** The quantities that a derivative flows through on its way from the cost to the variables, inputs first. */
function between(
  cost: Quantity,
  variables: readonly Tensor[],
  flows: ReadonlyMap<Quantity, ReadonlySet<Tensor>>,
): Quantity[] {
  const quantities = [...flows.keys()];
  const reached = new Set([cost.node]);
  for (const q of quantities.toReversed()) {
    if (reached.has(q.node)) for (const x of flows.get(q)!) reached.add(x);
  }
  const leading = new Set(variables);
  for (const q of quantities) if ([...flows.get(q)!].some((x) => leading.has(x))) leading.add(q.node);
  return quantities.filter(({ node }) => reached.has(node) && leading.has(node));
}

function rowsAddUpToOne({ data, shape }: HostArray): boolean {
  const width = shape.at(-1) ?? 1;
  for (let row = 0; row < data.length; row += width) {
    if (data.subarray(row, row + width).reduce((a, b) => a + b, 0) !== 1) return false;
  }
  return data.length > 0;
}
