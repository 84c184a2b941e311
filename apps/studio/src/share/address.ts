// The address follows what is shown, so that it can be copied, kept as a bookmark and loaded again.
import { computed, effect } from "@preact/signals";
import { PANELS } from "../panels.ts";
import { route } from "../state/route.ts";
import { formatLink, type Link } from "./codec/link.ts";
import { firstLink, writeAddress } from "./opening.ts";
import { pageWords } from "./page.ts";
import { pending, shares } from "./registry.ts";

/** Browsers refuse an address that changes with every move of a finger; so it waits until all is still, in milliseconds. */
const STILL = 300;
/** Longer links get lost in mail, chats and lists of bookmarks. */
export const MOST_CHARACTERS = 12_000;

/** What a link to this moment would hold. */
export const present = computed<Link>(() => ({
  panel: route.value.panel,
  page: pageWords.value,
  panels: Object.fromEntries(
    PANELS.map(({ id }) => [id, wordsOf(id)] as const).filter(([, words]) => Object.keys(words).length > 0),
  ),
}));

/** The link to what is shown; without what the other panels show where it would be too long, and undefined where that does not help. */
export async function linkTo(link: Link): Promise<string | undefined> {
  const own = link.panels[link.panel];
  for (const panels of [link.panels, own === undefined ? {} : { [link.panel]: own }]) {
    const text = await formatLink({ ...link, panels });
    if (text.length <= MOST_CHARACTERS) return text;
  }
  return undefined;
}

/** Begins to write the address. Never adds an entry to the browser's history: Back leads to another panel, not to another number. */
export function followState(): void {
  let waiting = 0;
  effect(() => {
    const link = present.value;
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => void write(link), STILL);
  });
}

async function write(link: Link): Promise<void> {
  await firstLink;
  const text = (await linkTo(link)) ?? (await formatLink({ ...link, panels: {} }));
  // Meanwhile there may be something newer to write.
  if (link === present.peek()) writeAddress(link.panel, text);
}

function wordsOf(panel: (typeof PANELS)[number]["id"]) {
  const share = shares.value[panel];
  if (share === undefined) return pending.value[panel] ?? {};
  const { words } = share.read();
  return JSON.stringify(words) === share.first ? {} : words;
}
