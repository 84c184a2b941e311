import type { Access, Instruction as Step } from "../../../program/program.ts";

/** The places of the steps whose results do not change along any of some axes. */
export function invariantSteps(body: readonly Step[], axes: readonly number[]): number[] {
  const changes: boolean[] = [];
  for (const step of body) {
    switch (step.kind) {
      case "load":
        changes.push(axes.some((axis) => moves(step.access, axis)));
        break;
      case "index":
        changes.push(axes.includes(step.axis));
        break;
      case "constant":
        changes.push(false);
        break;
      case "apply":
        changes.push(step.args.some((arg) => changes[arg]!));
    }
  }
  return changes.flatMap((changing, place) => (changing ? [] : [place]));
}

/** Whether an access finds another element when it moves along an axis. */
export function moves({ strides, gather }: Access, axis: number): boolean {
  return strides[axis] !== 0 || (gather !== undefined && gather.indices.strides[axis] !== 0);
}
