// Opens links: the one that the page was loaded with, and those that are opened in it later.
import { batch } from "@preact/signals";
import type { PanelId } from "../panels.ts";
import { dismiss, notify, notifyError, type Notice } from "../state/notices.ts";
import { parseLink, type Link, type Words } from "./codec/link.ts";
import { hidden, isEmbedded, readPageWords } from "./page.ts";
import { onWaiting, pending, shares } from "./registry.ts";

/** Marks the entries of the browser's history that this visit has written. */
const VISIT = String(performance.timeOrigin);

/** What an entry of the history remembers beside its address. */
interface Entry {
  readonly visit: string;
  readonly panel: PanelId;
}

/** The fragment that was read or written last. Where the address has another one, the event that tells of it is still to come. */
let known: string | undefined;
/** How many links are being read. */
let reading = 0;
let shownPanel: PanelId | undefined;
let lastNotice = 0;

onWaiting((panel, words) => {
  try {
    shares.peek()[panel]!.restore(words);
  } catch (error) {
    notifyError(error);
  }
});

/** Done once the link that the page was loaded with is read; panels wait for it. */
export const firstLink: Promise<void> = open();

window.addEventListener("hashchange", () => {
  void open();
});

/** Puts a link to what is shown into the address, unless the address holds one that is yet to be opened. */
export function writeAddress(panel: PanelId, link: string): void {
  if (reading > 0 || window.location.hash !== known) return;
  const entry: Entry = { visit: VISIT, panel };
  window.history.replaceState(entry, "", link);
  known = window.location.hash;
}

/** Shows what the address says. Where that cannot be read, a notice says why, and all stays as it is. */
async function open(): Promise<void> {
  const { hash } = window.location;
  known = hash;
  reading++;
  const entry = window.history.state as Partial<Entry> | null;
  try {
    const link = await parseLink(hash);
    await refreshed(link);
    // Meanwhile another one was opened.
    if (hash !== window.location.hash) return;
    // Back and Forward lead to panels as they are now. Within one panel they lead to what it was: there, a link was opened.
    const isReturn = entry?.visit === VISIT && link.panel !== shownPanel;
    shownPanel = link.panel;
    if (!isReturn) show(link);
  } catch (error) {
    tell({ kind: "problem", text: (error as Error).message });
  } finally {
    reading--;
  }
}

function show({ panels, page }: Link): void {
  const words = (Object.entries(panels) as [PanelId, Words][]).filter((one) => !isShown(...one));
  const { embedded, hide } = readPageWords(page);
  const there = words.filter(([panel]) => shares.peek()[panel] !== undefined);
  const undo: (() => void)[] = [];
  const goBack = (): void => {
    batch(() => {
      for (const back of undo) back();
    });
  };
  batch(() => {
    try {
      for (const [panel, said] of there) {
        const share = shares.peek()[panel]!;
        const back = share.remember();
        share.restore(said);
        undo.push(back);
      }
    } catch (error) {
      // All of a link or nothing of it.
      goBack();
      throw error;
    }
    pending.value = { ...pending.peek(), ...Object.fromEntries(words.filter((one) => !there.includes(one))) };
    if (Object.keys(page).length === 0) return;
    isEmbedded.value = embedded;
    hidden.value = hide;
  });
  if (there.length > 0)
    tell({ kind: "note", text: "Opened the link.", action: { label: "Undo", run: goBack } });
}

/** What is said of a link holds until the next one. */
function tell(notice: Omit<Notice, "id">): void {
  dismiss(lastNotice);
  lastNotice = notify(notice);
}

/** What is about to be replaced can be had back only as far as it is known. */
async function refreshed({ panels }: Link): Promise<void> {
  for (const panel of Object.keys(panels) as PanelId[]) await shares.peek()[panel]?.refresh?.();
}

function isShown(panel: PanelId, words: Words): boolean {
  const share = shares.peek()[panel];
  return share !== undefined && JSON.stringify(share.read().words) === JSON.stringify(words);
}
