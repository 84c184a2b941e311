import type { Path } from "backproof/explain";
import { keyOf } from "../keys.ts";

/** The neurons of a path and the weights between them. */
export function keysOf({ through }: Path): string[] {
  return through.flatMap(({ of, index }, i) => {
    const own = keyOf(of, index);
    const next = through[i + 1];
    const [unit, to] = [index.at(-1), next?.index.at(-1)];
    const [, layer] = /^a(\d+)$/.exec(next?.of ?? "") ?? [];
    const leaves = /^(?:x|a\d+)$/.test(of) && layer !== undefined && unit !== undefined && to !== undefined;
    return leaves ? [own, keyOf(`W${layer}`, [to, unit])] : [own];
  });
}
