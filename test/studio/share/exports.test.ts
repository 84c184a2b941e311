import { readFile } from "node:fs/promises";
import type { Download, Page } from "playwright-core";
import { expect, it } from "vitest";
import { describeStudio, openStudio } from "../site.ts";
import { button, derived, text } from "../page.ts";

describeStudio("what the studio exports", (browser) => {
  const exported = async (page: Page, name: string): Promise<Download> => {
    const download = page.waitForEvent("download");
    await page.getByRole("dialog").getByRole("button", { name, exact: true }).click();
    return download;
  };

  it("is the diagram as an SVG that needs nothing else, and as a PNG of twice its size", async () => {
    const { page, complaints } = await openStudio(browser(), "derive");
    await derived(page);
    await button(page, "Share").click();
    const [svg, png] = [await exported(page, "SVG"), await exported(page, "PNG")];
    expect([svg, png].map((file) => file.suggestedFilename())).toEqual(["diagram.svg", "diagram.png"]);
    const source = await text(svg);
    expect(source).not.toMatch(/\s(?:class|style)=|var\(|href=|url\(/);
    const bytes = await readFile(await png.path());
    const seen = await page.evaluate(
      async ([xml, base64]) => {
        const root = new DOMParser().parseFromString(xml!, "image/svg+xml").documentElement;
        const image = new Image();
        image.src = URL.createObjectURL(new Blob([Uint8Array.from(atob(base64!), (c) => c.charCodeAt(0))]));
        await image.decode();
        const canvas = document.createElement("canvas");
        [canvas.width, canvas.height] = [image.width, image.height];
        const context = canvas.getContext("2d")!;
        context.drawImage(image, 0, 0);
        const pixels = new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer);
        return {
          name: root.localName,
          title: root.querySelector("title")?.textContent,
          numbers: [...root.querySelectorAll("text")].map(({ textContent }) => textContent),
          sizes: [root.getAttribute("width"), root.getAttribute("height")].map(Number),
          png: [image.width, image.height],
          colours: new Set(pixels).size,
        };
      },
      [source, bytes.toString("base64")],
    );
    expect(seen.name).toBe("svg");
    expect(seen.title).toMatch(/^Diagram: 2-3-2 network/);
    expect(seen.numbers.join(" ")).toContain("0.2539");
    expect(seen.png).toEqual(seen.sizes.map((size) => Math.ceil(2 * size)));
    expect(seen.colours).toBeGreaterThan(50);
    expect(complaints).toEqual([]);
  });

  it.each([
    ["LaTeX", "derivation.tex", /\\begin\{document\}[^]*\\end\{document\}/],
    ["Markdown", "derivation.md", /^# /m],
    ["Text", "derivation.txt", /∂C/],
    ["JSON", "derivation.json", /^\{[^]*"cost": 0\.25/],
  ])("is the derivation as %s", async (format, name, content) => {
    const { page, complaints } = await openStudio(browser(), "derive");
    await derived(page);
    await button(page, "Share").click();
    const file = await exported(page, format);
    expect(file.suggestedFilename()).toBe(name);
    expect(await text(file)).toMatch(content);
    expect(complaints).toEqual([]);
  });

  it("is the derivation as HTML, which opens by itself and has real formulas", async () => {
    const { page, complaints } = await openStudio(browser(), "derive");
    await derived(page);
    await button(page, "Share").click();
    const html = await text(await exported(page, "HTML"));
    expect(complaints).toEqual([]);
    const other = await page.context().newPage();
    const said: string[] = [];
    other.on("console", (message) => said.push(message.text()));
    other.on("request", (request) => said.push(request.url()));
    await other.setContent(html);
    expect(await other.locator("math").count()).toBeGreaterThan(10);
    expect(said.filter((one) => !/^(?:data|about):/.test(one))).toEqual([]);
  });
});
