import { signal } from "@preact/signals";
import type { PanelId } from "../panels.ts";
import type { NetworkFile } from "backproof/format";
import type { Words } from "./codec/link.ts";

/** What a panel shows, for a link. */
export interface Shown {
  /** None where too little of it fits into a link to be of use. */
  readonly words: Words;
  /** What the words leave out and how to pass it on, as a sentence. */
  readonly missing?: string;
}

/** What a panel must do so that its state can be kept, shared and brought back. */
export interface Share {
  /** Reads signals, so that the address follows them. */
  readonly read: () => Shown;
  /** Shows what words say. @throws LinkError where they do not fit; nothing has changed then */
  readonly restore: (words: Words) => void;
  /** Remembers what is shown now, of any size. What it returns shows it again. */
  readonly remember: () => () => void;
  /** Brings up to date what `read` reads, where that takes time. */
  readonly refresh?: () => Promise<unknown>;
  /** The network as a file; null while there is none. */
  readonly network: () => NetworkFile | null;
  /** Shows the network of a file. @throws where it does not fit; nothing has changed then */
  readonly open: (file: NetworkFile, name: string) => void;
}

export interface Registered extends Share {
  /** What the panel showed before anybody touched it: no link needs to say that. */
  readonly first: string;
}

export const shares = signal<Readonly<Partial<Record<PanelId, Registered>>>>({});
/** Words of a link for panels that are not loaded yet. */
export const pending = signal<Readonly<Partial<Record<PanelId, Words>>>>({});

/** What to do with words that have waited for their panel. */
let receive: (panel: PanelId, words: Words) => void = () => undefined;

export function onWaiting(action: typeof receive): void {
  receive = action;
}

/** Makes a panel one that links and files reach. Call it before the panel shows anything: a link may have words for it. */
export function registerShare(panel: PanelId, share: Share): void {
  const waiting = pending.peek()[panel];
  shares.value = { ...shares.peek(), [panel]: { ...share, first: JSON.stringify(share.read().words) } };
  if (waiting === undefined) return;
  const { [panel]: _, ...others } = pending.peek();
  pending.value = others;
  receive(panel, waiting);
}
