import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { formatLink, parseLink, type Link } from "../../../apps/studio/src/share/codec/link.ts";
import { LinkError } from "../../../apps/studio/src/share/codec/linkError.ts";
import { PANELS } from "../../../apps/studio/src/panels.ts";

const word = fc
  .stringMatching(/^[a-z][a-z-]{0,7}$/)
  .filter((name) => !["v", "z", "embed", "hide"].includes(name));
const value = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 30 }),
  fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 60 }).map(String),
);
const words = fc.dictionary(word, value, { minKeys: 1, maxKeys: 5, noNullPrototype: true });
const links: fc.Arbitrary<Link> = fc.record({
  panel: fc.constantFrom(...PANELS.map(({ id }) => id)),
  panels: fc.record(
    { derive: words, train: words, descend: words },
    { requiredKeys: [], noNullPrototype: true },
  ),
  page: fc.record({ embed: value, hide: value }, { requiredKeys: [], noNullPrototype: true }),
});

/** What becomes of a text that is no link: it is refused, and in no other way than with a message. */
async function refusal(text: string): Promise<LinkError | undefined> {
  try {
    await parseLink(text);
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(LinkError);
    return error as LinkError;
  }
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("a link", () => {
  it("says what was put into it, whatever that was", async () => {
    await fc.assert(
      fc.asyncProperty(links, async (link) => {
        expect(await parseLink(await formatLink(link))).toEqual(link);
      }),
    );
  });

  it("has only letters that every address may have", async () => {
    await fc.assert(
      fc.asyncProperty(links, async (link) => {
        const text = await formatLink(link);
        expect(new URL(text, "https://example.org/").hash).toBe(text);
      }),
    );
  });

  it("is refused wherever it is cut off", async () => {
    await fc.assert(
      fc.asyncProperty(links, fc.nat(), async (link, place) => {
        const text = await formatLink(link);
        fc.pre(text.includes("?"));
        const first = text.indexOf("?") + 2;
        const cut = text.slice(0, first + (place % (text.length - first)));
        expect((await refusal(cut))?.message).toMatch(/^This link is damaged/);
      }),
    );
  });

  it("is refused with a letter changed, left out or added", async () => {
    await fc.assert(
      fc.asyncProperty(
        links,
        fc.nat(),
        fc.stringMatching(/^[\w.,~-]?$/),
        fc.boolean(),
        async (link, at, letter, replaces) => {
          const text = await formatLink(link);
          fc.pre(text.includes("?"));
          const first = text.indexOf("=") + 1;
          const place = first + (at % (text.length - first));
          const changed = text.slice(0, place) + letter + text.slice(replaces ? place + 1 : place);
          const same = await parseLink(changed).catch(() => undefined);
          // A change may mean nothing, such as the last bits of base64. What it must not do is change what is read.
          if (same !== undefined) expect(same).toEqual(link);
        },
      ),
    );
  });

  it("never fails but with a message, whatever the address is", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 200 }), async (text) => {
        for (const garbage of [
          text,
          `#/${text}`,
          `#/train?${text}`,
          `#/train?v=${text}`,
          `#/train?z=${text}`,
        ]) {
          await refusal(garbage);
        }
      }),
    );
  });

  it("stays readable while it is short", async () => {
    const link: Link = {
      panel: "train",
      panels: { train: { data: "moons", hidden: "8-4" }, derive: { rate: "2" } },
      page: {},
    };
    expect(await formatLink(link)).toMatch(
      /^#\/train\?v=1\.[0-9a-f]{8}&derive\.rate=2&data=moons&hidden=8-4$/,
    );
  });

  it("can be written by hand, without the first word", async () => {
    expect(await parseLink("#/train?data=moons&hide=tabs&derive.rate=2")).toEqual({
      panel: "train",
      panels: { train: { data: "moons" }, derive: { rate: "2" } },
      page: { hide: "tabs" },
    });
  });

  it.each(["", "#", "#/", "#/derive", "#/derive?"])("may say nothing: %j", async (text) => {
    expect(await parseLink(text)).toMatchObject({ panels: {}, page: {} });
  });

  it("is packed where that is shorter, and to the same words", async () => {
    const numbers = Array.from({ length: 400 }, (_, i) => Math.sin(i)).join();
    const link: Link = { panel: "derive", panels: { derive: { network: numbers } }, page: {} };
    const text = await formatLink(link);
    expect(text).toMatch(/^#\/derive\?z=[\w-]+$/);
    expect(text.length).toBeLessThan(0.75 * numbers.length);
    expect(await parseLink(text)).toEqual(link);
  });

  it("is made without packing where the browser cannot, and says so where a packed one is opened", async () => {
    const link: Link = { panel: "derive", panels: { derive: { network: "0.1,".repeat(400) } }, page: {} };
    const packed = await formatLink(link);
    vi.stubGlobal("CompressionStream", undefined);
    vi.stubGlobal("DecompressionStream", undefined);
    const plain = await formatLink(link);
    expect(plain).toMatch(/^#\/derive\?v=/);
    expect(await parseLink(plain)).toEqual(link);
    await expect(parseLink(packed)).rejects.toThrow(/open it in a newer browser/);
  });

  it("that unpacks to more than a link holds is refused, and not unpacked", async () => {
    const bytes = new Blob(["0".repeat(3_000_000)])
      .stream()
      .pipeThrough(new CompressionStream("deflate-raw"));
    const bomb = Buffer.from(await new Response(bytes).arrayBuffer()).toString("base64url");
    expect((await refusal(`#/train?z=${bomb}`))?.message).toMatch(/^This link is damaged/);
  });

  it.each([
    [
      "another page's",
      "#/settings?tab=2",
      /must lead to a panel of the studio \(#\/derive, #\/train, #\/descend\), got "#\/settings"/,
    ],
    [
      "of a later version",
      "#/train?v=2.00000000&data=moons",
      /needs a studio that reads version 2 of links, but this one reads 1/,
    ],
    ["with a word twice", "#/train?data=moons&data=xor", /damaged/],
    ["packed, with more beside", "#/train?z=AAAA&data=xor", /damaged/],
    ["with its seal in another place", "#/train?data=moons&v=1.00000000", /damaged/],
  ])("that is %s is refused with a reason", async (_, text, reason) => {
    expect((await refusal(text))?.message).toMatch(reason);
  });
});
