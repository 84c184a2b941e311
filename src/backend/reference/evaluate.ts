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

/** Writes numbers given by name or by node into a program that computes the given outputs. */
export function writeFeeds(program: Compiled, outputs: readonly Tensor[], feeds: Feeds): void {
  if (feeds instanceof Map) {
    for (const [leaf, value] of feeds as ReadonlyMap<Tensor, ArrayLike>) program.write(leaf, value);
    return;
  }
  const leaves = topological(outputs).filter((node) => node.op === inputOp || node.op === parameterOp);
  for (const [name, value] of Object.entries(feeds as Readonly<Record<string, ArrayLike>>)) {
    const found = leaves.filter((leaf) => leaf.label === name);
    if (found.length > 1) {
      throw new ValueError(`evaluate(): ${found.length} leaves are called "${name}"; give their numbers by node, in a Map`);
    }
    const leaf = found[0];
    if (leaf === undefined) {
      throw new ValueError(`evaluate(): the name ${oneOf(name, leaves.map((x) => x.label ?? ""))}`);
    }
    program.write(leaf, value);
  }
}
