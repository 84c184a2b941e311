import { readsOf, writesOf } from "./dependencies.ts";
import type { Kernel } from "./program.ts";

/** A kernel's place in a program: passes change the kernel, or move it to another place. */
export interface Slot {
  kernel: Kernel | undefined;
  at: number;
}

/** The kernels of a program by the buffers they touch, so that a pass need not look at all of them for each of them. */
export class Uses {
  readonly slots: readonly Slot[];
  readonly #readers = new Map<number, Slot[]>();
  readonly #writers = new Map<number, Slot[]>();

  constructor(kernels: readonly Kernel[]) {
    this.slots = kernels.map((kernel, at) => ({ kernel, at }));
    for (const slot of this.slots) {
      for (const buffer of readsOf(slot.kernel!)) add(this.#readers, buffer, slot);
      for (const buffer of writesOf(slot.kernel!)) add(this.#writers, buffer, slot);
    }
  }

  /** In the order of the program, as long as nothing was moved. */
  readersOf(buffer: number): readonly Slot[] {
    return this.#readers.get(buffer) ?? [];
  }

  writersOf(buffer: number): readonly Slot[] {
    return this.#writers.get(buffer) ?? [];
  }

  /** Whether some kernel between two places may not change places with this one. */
  conflictBetween(kernel: Kernel, after: number, before: number): boolean {
    const inside = ({ at }: Slot): boolean => after < at && at < before;
    return (
      [...readsOf(kernel)].some((buffer) => this.writersOf(buffer).some(inside)) ||
      [...writesOf(kernel)].some(
        (buffer) => this.writersOf(buffer).some(inside) || this.readersOf(buffer).some(inside),
      )
    );
  }

  /** From now on, whoever touched one buffer touches another. */
  rename(from: number, to: number): void {
    for (const index of [this.#readers, this.#writers]) {
      const moved = index.get(from) ?? [];
      index.set(
        to,
        [...new Set([...(index.get(to) ?? []), ...moved])].sort((a, b) => a.at - b.at),
      );
      index.delete(from);
    }
  }

  /** The kernels that are left, in order. */
  kernels(): Kernel[] {
    return this.slots.flatMap(({ kernel }) => kernel ?? []);
  }
}

function add(index: Map<number, Slot[]>, buffer: number, slot: Slot): void {
  const list = index.get(buffer);
  if (list === undefined) index.set(buffer, [slot]);
  else list.push(slot);
}
