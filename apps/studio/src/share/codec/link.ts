// A link's text. `#/train?v=1.8c736521&data=moons&hidden=8` is the panel Train and its words. Words of other panels carry their
// name, as `derive.rate`. A link that would be long is packed: `#/train?z=…`.
import { FIRST_PANEL, PANELS, type PanelId } from "../../panels.ts";
import { fromBase64url, toBase64url } from "./base64url.ts";
import { crc32 } from "./crc32.ts";
import { deflate, inflate } from "./deflate.ts";
import { damaged, LinkError } from "./linkError.ts";

/** What is shown, as short words: `{ data: "moons", hidden: "8" }`. */
export type Words = Readonly<Record<string, string>>;

export interface Link {
  /** The open panel. */
  readonly panel: PanelId;
  /** The words of the panels that have any. */
  readonly panels: Readonly<Partial<Record<PanelId, Words>>>;
  /** Words for the page around the panels, such as `embed`. */
  readonly page: Words;
}

/** Their names are the same in every panel, and no panel's own. */
export const PAGE_WORDS = ["embed", "hide"] as const;

/** Raised when words change their meaning. Words that are added need no other version. */
const VERSION = 1;
/** Above this, a link is packed if that makes it shorter; below it stays readable. */
const READABLE = 600;

/** The fragment of an address: `#/train?…`. */
export async function formatLink({ panel, panels, page }: Link): Promise<string> {
  const named = PANELS.flatMap(({ id }) =>
    Object.entries(panels[id] ?? {}).map(([name, value]) => [id === panel ? name : `${id}.${name}`, value]),
  );
  const entries = [...Object.entries(page), ...named].map(
    ([name, value]) => [wellFormed(name!), wellFormed(value!)] as const,
  );
  if (entries.length === 0) return `#/${panel}`;
  const query = [["v", sealOf(panel, entries)] as const, ...entries].map(formatEntry).join("&");
  const packed = query.length > READABLE ? await pack(query) : undefined;
  return `#/${panel}?${packed !== undefined && packed.length < query.length ? packed : query}`;
}

/**
 * Reads the fragment of an address. A link without `v` was written by hand: it has no seal, and every word may be left out.
 *
 * @throws LinkError for everything that `formatLink` does not make, with what to do
 */
export async function parseLink(fragment: string): Promise<Link> {
  const [path = "", ...rest] = fragment.replace(/^#?\/?/, "").split("?");
  const panel = path === "" ? FIRST_PANEL : PANELS.find(({ id }) => id === path)?.id;
  if (panel === undefined) {
    const names = PANELS.map(({ id }) => `#/${id}`).join(", ");
    throw new LinkError(
      `This link must lead to a panel of the studio (${names}), got "#/${path}"; choose a panel above.`,
    );
  }
  const entries = await unpacked(entriesOf(rest.join("?")));
  const [first, ...others] = entries;
  if (first?.[0] !== "v") {
    if (others.some(([name]) => name === "v")) throw damaged();
    return sorted(panel, entries);
  }
  const version = /^(\d+)\.[0-9a-f]{8}$/.exec(first[1])?.[1];
  if (version !== undefined && Number(version) > VERSION) {
    throw new LinkError(
      `This link needs a studio that reads version ${version} of links, but this one reads ${VERSION}; reload the page or update Backproof.`,
    );
  }
  if (first[1] !== sealOf(panel, others)) throw damaged();
  return sorted(panel, others);
}

type Entry = readonly [name: string, value: string];

function entriesOf(query: string): Entry[] {
  const entries = [...new URLSearchParams(query)];
  if (new Set(entries.map(([name]) => name)).size < entries.length) throw damaged();
  return entries;
}

/** The version, and a checksum of everything behind it. */
function sealOf(panel: PanelId, entries: readonly Entry[]): string {
  return `${VERSION}.${crc32(JSON.stringify([panel, entries]))}`;
}

/** Each word where it belongs. */
function sorted(panel: PanelId, entries: readonly Entry[]): Link {
  const page: Record<string, string> = {};
  const panels: Partial<Record<PanelId, Record<string, string>>> = {};
  for (const [name, value] of entries) {
    const [, prefix, word] = /^([a-z]+)\.(.*)$/s.exec(name) ?? [];
    const other = PANELS.find(({ id }) => id === prefix)?.id;
    const isPage = (PAGE_WORDS as readonly string[]).includes(name);
    const words = isPage ? page : (panels[other ?? panel] ??= {});
    words[other === undefined ? name : word!] = value;
  }
  return { panel, panels, page };
}

async function pack(query: string): Promise<string | undefined> {
  const bytes = await deflate(query);
  return bytes && `z=${toBase64url(bytes)}`;
}

async function unpacked(entries: readonly Entry[]): Promise<readonly Entry[]> {
  const packed = entries.find(([name]) => name === "z");
  if (packed === undefined) return entries;
  if (typeof DecompressionStream === "undefined") {
    throw new LinkError(
      "This link is packed, and this browser cannot unpack it; open it in a newer browser.",
    );
  }
  const bytes = fromBase64url(packed[1]);
  const query = bytes && (await inflate(bytes));
  if (entries.length > 1 || query === undefined) throw damaged();
  const inside = entriesOf(query);
  // What is packed is sealed, or a cut could go unseen.
  if (inside[0]?.[0] !== "v") throw damaged();
  return inside;
}

/** Commas stay as they are: lists of numbers are easier to read so, and shorter. */
function formatEntry([name, value]: Entry): string {
  return `${encodeURIComponent(name)}=${encodeURIComponent(value).replaceAll("%2C", ",")}`;
}

/** Half of a pair of surrogates has no place in an address. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\uFFFD");
}
