import { inputOp, parameterOp } from "../../graph/leaves.ts";
import type { Tensor } from "../../graph/tensor.ts";
import { topological } from "../../graph/traverse.ts";
import type { ArrayLike, HostArray } from "../../tensor/hostArray.ts";
import { oneOf } from "../../util/suggest.ts";
import { ValueError } from "../../util/errors.ts";
import type { Compiled } from "../backend.ts";
import { reference } from "./reference.ts";

/** Numbers for the leaves: by name (`{ x: [1, 2] }`) or by node (`new Map([[x, [1, 2]]])`). */
export type Feeds = Readonly<Record<string, ArrayLike>> | ReadonlyMap<Tensor, ArrayLike>;

/**
 * The numbers of one node or several, in float64.
 *
 * @param tensor the node, or a list of nodes
 * @param feeds numbers for the inputs it depends on; parameters may be given too and otherwise have their own
 * @returns a host array per node, in the shape of the node
 * @throws ValueError where an input has no numbers or a name is unknown; ShapeError where numbers do not fit
 *
 * @example
 * ```ts
 * const x = input("x", [2]);
 * evaluate(square(x), { x: [3, 4] }).data; // Float64Array [9, 16]
 * ```
 */
export function evaluate(tensor: Tensor, feeds?: Feeds): HostArray;
export function evaluate(tensors: readonly Tensor[], feeds?: Feeds): HostArray[];
export function evaluate(target: Tensor | readonly Tensor[], feeds: Feeds = {}): HostArray | HostArray[] {
  const single = !Array.isArray(target);
  const tensors = single ? [target as Tensor] : (target as readonly Tensor[]);
  const program = reference.compile({ outputs: tensors });
  writeFeeds(program, tensors, feeds);
  program.run();
  const values = tensors.map((tensor) => program.read(tensor));
  return single ? values[0]! : values;
}

/**
 * Writes numbers given by name or by node into a program that computes the given outputs.
 *
 * A node that the outputs do not depend on is passed over, so that one Map serves several outputs; a name that no leaf has
 * is an error, since it may be misspelt.
 */
export function writeFeeds(program: Compiled, outputs: readonly Tensor[], feeds: Feeds): void {
  const leaves = topological(outputs).filter((node) => node.op === inputOp || node.op === parameterOp);
  if (feeds instanceof Map) {
    const values = feeds as ReadonlyMap<Tensor, ArrayLike>;
    for (const leaf of leaves) if (values.has(leaf)) program.write(leaf, values.get(leaf)!);
    return;
  }
  for (const [name, value] of Object.entries(feeds as Readonly<Record<string, ArrayLike>>)) {
    program.write(leafCalled(name, leaves), value);
  }
}

function leafCalled(name: string, leaves: readonly Tensor[]): Tensor {
  const [leaf, another] = leaves.filter(({ label }) => label === name);
  if (another !== undefined) {
    throw new ValueError(
      `evaluate(): several leaves are called "${name}"; give their numbers by node, in a Map`,
    );
  }
  if (leaf === undefined) {
    const names = leaves.map(({ label }) => label ?? "");
    throw new ValueError(`evaluate(): the name ${oneOf(name, names)}`);
  }
  return leaf;
}
