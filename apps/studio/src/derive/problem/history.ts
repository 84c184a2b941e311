import { signal } from "@preact/signals";

interface Entry<State> {
  readonly state: State;
  readonly what: string;
  readonly session?: string | undefined;
}

const MOST_KEPT = 200;

/** What was, and what was undone. */
export class History<State> {
  readonly #past = signal<readonly Entry<State>[]>([]);
  readonly #future = signal<readonly Entry<State>[]>([]);

  /** What undo would take back; undefined where there is nothing. */
  get undoes(): string | undefined {
    return this.#past.value.at(-1)?.what;
  }

  get redoes(): string | undefined {
    return this.#future.value.at(-1)?.what;
  }

  /** Keeps a state that is about to change. Changes of one session after another are one. */
  push(state: State, what: string, session?: string): void {
    const last = this.#past.peek().at(-1);
    this.#future.value = [];
    if (session !== undefined && last?.session === session) {
      this.#past.value = [...this.#past.peek().slice(0, -1), { ...last, what }];
    } else {
      this.#past.value = [...this.#past.peek(), { state, what, session }].slice(-MOST_KEPT);
    }
  }

  undo(present: State): State | undefined {
    return this.#move(this.#past, this.#future, present);
  }

  redo(present: State): State | undefined {
    return this.#move(this.#future, this.#past, present);
  }

  clear(): void {
    this.#past.value = [];
    this.#future.value = [];
  }

  #move(
    from: { value: readonly Entry<State>[]; peek(): readonly Entry<State>[] },
    to: { value: readonly Entry<State>[]; peek(): readonly Entry<State>[] },
    present: State,
  ): State | undefined {
    const last = from.peek().at(-1);
    if (last === undefined) return undefined;
    from.value = from.peek().slice(0, -1);
    to.value = [...to.peek(), { state: present, what: last.what }];
    return last.state;
  }
}
