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
 * What the outputs do not depend on is passed over: the derivative of a linear function no longer holds its variable, and
 * giving that variable numbers is no mistake. A misspelt name still shows, since its input is left without numbers.
 */
export function writeFeeds(program: Compiled, outputs: readonly Tensor[], feeds: Feeds): void {
  const leaves = topological(outputs).filter((node) => node.op === inputOp || node.op === parameterOp);
  const given = feeds instanceof Map ? (feeds as ReadonlyMap<Tensor, ArrayLike>) : byNode(leaves, feeds);
  for (const leaf of leaves) {
    const value = given.get(leaf);
    if (value !== undefined) program.write(leaf, value);
  }
}

/** Numbers given by name, as numbers given by node. */
function byNode(leaves: readonly Tensor[], feeds: Feeds): ReadonlyMap<Tensor, ArrayLike> {
  const entries = Object.entries(feeds as Readonly<Record<string, ArrayLike>>).flatMap(([name, value]) => {
    const called = leaves.filter(({ label }) => label === name);
    if (called.length > 1) {
      throw new ValueError(
        `evaluate(): ${called.length} leaves are called "${name}"; give their numbers by node, in a Map`,
      );
    }
    return called.map((leaf): [Tensor, ArrayLike] => [leaf, value]);
  });
  const given = new Map(entries);
  const missing = leaves.find((leaf) => leaf.op === inputOp && !given.has(leaf));
  const unknown = Object.keys(feeds).find((name) => !leaves.some(({ label }) => label === name));
  if (missing !== undefined && unknown !== undefined) {
    const names = leaves.map(({ label }) => label ?? "");
    throw new ValueError(
      `evaluate(): input "${missing.label ?? ""}" has no numbers; a name ${oneOf(unknown, names)}`,
    );
  }
  return given;
}
