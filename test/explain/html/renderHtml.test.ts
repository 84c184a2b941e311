import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { siteFile } from "../../../src/cli/studio/site.ts";
import type { Derivation } from "../../../src/explain/derivation.ts";
import { renderHtml } from "../../../src/explain/html/renderHtml.ts";
import { describeInBrowser, openPage } from "../../support/browser.ts";
import { composed, digitsInFocus, noteFirst, noteSecond, softmaxBatch } from "../support/derivations.ts";

const CASES: [string, () => Derivation][] = [
  ["a 2-2-1 network", noteFirst],
  ["a batch through softmax and cross-entropy", softmaxBatch],
  ["one weight of 784-30-10", digitsInFocus],
  ["a composed function", composed],
];

describe.each(CASES)("the page of %s", (_, derive) => {
  const html = renderHtml(derive());

  it("needs nothing else: no script, no other file", () => {
    expect(html).not.toMatch(
      /<script|<link(?! rel="icon" href="data:,")|<img|@import|url\(|https?:(?!\/\/www\.w3\.org\/)/,
    );
  });

  it("has a place for every link, and each place once", () => {
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id!);
    const links = [...html.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id!);
    expect(new Set(ids).size).toBe(ids.length);
    expect(links.length).toBeGreaterThan(10);
    expect(links.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it("has no formula that Temml could not read", () => {
    expect(html).not.toContain("color:#b22222");
    expect(html.match(/<math/g)!.length).toBeGreaterThan(20);
  });
});

describe("a page", () => {
  it("links a step to those that it uses, and to its neighbours", () => {
    const step = /<li id="delta1">[^]*?<\/article>/.exec(renderHtml(noteFirst()))![0];
    expect(step).toMatch(/Uses <a href="#dC-da1">∂C\/∂a¹<\/a> <a href="#z1">z¹<\/a>/);
    expect(step).toMatch(/Used in <a href="#dC-dW1">/);
    expect(step).toContain('<a href="#dC-da1">← ∂C/∂a¹</a>');
    expect(step).toContain('<span class="good">✓ right</span> relative error');
    expect(step.match(/<details>/g)).toHaveLength(3);
  });

  it("unfolds all forms where all are asked for", () => {
    const html = renderHtml(noteFirst(), { form: "all" });
    expect(html).not.toContain("<details>");
    expect(html).toContain("<h4>Tensor form</h4>");
  });

  it("takes names for text", () => {
    const html = renderHtml(composed('<img src=x onerror="alert(1)">'));
    expect(html).not.toMatch(/<img|onerror="/);
  });
});

describeInBrowser("a page in the browser", (browser) => {
  const open = (html: string, context: NonNullable<Parameters<typeof openPage>[1]["context"]> = {}) => {
    const file = siteFile("/index.html", new TextEncoder().encode(html));
    return openPage(browser(), {
      site: new Map([
        ["/", file],
        ["/index.html", file],
      ]),
      headers: {},
      context,
    });
  };

  it.each(CASES.flatMap(([name, derive]) => [320, 1280].map((width) => [name, width, derive] as const)))(
    "%s, %i pixels wide, has no complaints and no barriers by day and by night",
    async (_, width, derive) => {
      const { page, complaints } = await open(renderHtml(derive()), { viewport: { width, height: 800 } });
      await page.emulateMedia({ colorScheme: "light" });
      expect(await barriersOf(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: "dark" });
      await page.locator("details").evaluateAll((all) => {
        for (const one of all) one.setAttribute("open", "");
      });
      expect(await barriersOf(page)).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
      expect(complaints).toEqual([]);
    },
  );

  it("asks for nothing but itself", async () => {
    const { page, url } = await open("<p>before</p>");
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.setContent(renderHtml(noteFirst()), { waitUntil: "networkidle" });
    expect(asked.filter((address) => address !== url && !address.startsWith("data:"))).toEqual([]);
  });

  it("shows formulas as such: a matrix is as tall as its rows", async () => {
    const { page } = await open(renderHtml(noteFirst()));
    const heights = await page
      .locator("#W1 math")
      .evaluateAll((all) => all.map((math) => math.getBoundingClientRect().height));
    expect(Math.max(...heights)).toBeGreaterThan(35);
  });

  it("shows the whole diagram on a screen, and on a phone one that is read by scrolling", async () => {
    const html = renderHtml(noteSecond());
    const sizes = async (width: number): Promise<{ shown: number; whole: number; page: number }> => {
      const { page } = await open(html, { viewport: { width, height: 800 } });
      return page.evaluate(`({
        shown: document.querySelector("figure").clientWidth,
        whole: document.querySelector("figure").scrollWidth,
        page: document.documentElement.scrollWidth,
      })`);
    };
    const screen = await sizes(1280);
    expect(screen.whole).toBe(screen.shown);
    const phone = await sizes(360);
    expect(phone.whole).toBeGreaterThan(2 * phone.shown);
    expect(phone.page).toBe(360);
  });

  it("is walked by keyboard: past the contents, to a step, into its other forms", async () => {
    const { page } = await open(renderHtml(noteFirst()));
    const focused = () => page.evaluate<string>("document.activeElement.textContent");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("Skip to the derivation");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.closest('li').id")).toBe("z1");
    await page.locator("#delta1 summary").first().focus();
    await page.keyboard.press("Enter");
    expect(await page.locator("#delta1 details").first().getAttribute("open")).toBe("");
  });
});

/** What axe finds against a page. The insides of a formula are the browser's own, and there are thousands of them. */
async function barriersOf(page: Page): Promise<string[]> {
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
  return page.evaluate<string[]>(`axe.run({ exclude: [["math > *"]] }).then(({ violations }) =>
    violations.map(({ id, nodes }) => id + ": " + nodes.slice(0, 3).map(({ html }) => html.slice(0, 200)).join(" | ")))`);
}
