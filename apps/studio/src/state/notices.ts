import { signal } from "@preact/signals";

/** Something the reader must know; it stays until it is closed, or until what it says no longer holds. */
export interface Notice {
  readonly id: number;
  /** What failed, or only something to know. */
  readonly kind: "problem" | "note";
  readonly text: string;
  /** A way out, as a button. */
  readonly action?: { readonly label: string; readonly run: () => void };
}

export const notices = signal<readonly Notice[]>([]);

let lastId = 0;

/** Shows a notice and has screen readers say it. A text that is there already is not shown twice. */
export function notify(notice: Omit<Notice, "id">): number {
  const id = ++lastId;
  notices.value = [...notices.value.filter(({ text }) => text !== notice.text), { ...notice, id }];
  return id;
}

/** Shows what went wrong while doing something. */
export function notifyError(error: unknown): void {
  notify({ kind: "problem", text: error instanceof Error ? error.message : String(error) });
}

export function dismiss(id: number): void {
  notices.value = notices.value.filter((notice) => notice.id !== id);
}
