import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { ALGORITHMS } from "../../../apps/studio/src/descend/algorithms.ts";
import { readable } from "../../../apps/studio/src/descend/format.ts";
import { landscapeOf } from "../../../apps/studio/src/descend/landscape.ts";
import { walkerOf, type Point } from "../../../apps/studio/src/descend/paths.ts";
import { SCENES } from "../../../apps/studio/src/descend/scenes.ts";
import { violations } from "../../support/axe.ts";
import { eventually } from "../page.ts";
import { describeStudio, openStudio } from "../site.ts";

const [note] = SCENES;
const paths = (page: Page): Locator => page.locator(".descend-surface table").first().locator("tbody tr");
const start = (page: Page): Locator => page.getByRole("slider", { name: /^Start of the paths/ });
const lab = (page: Page): Locator =>
  page.locator(".descend-lab table", { hasText: "What became of it" }).locator("tbody tr");
const verdict = (page: Page): Locator => page.locator(".descend-verdict");

/** The cells of an algorithm's row as the library gives them. */
function expected(at: Point, rate: number, steps: number): string[] {
  const walker = walkerOf(landscapeOf(note!.problem, note!.pair), ALGORITHMS[0]!.optimizer({}));
  const { x, y, cost } = walker.walk(at, rate, steps).stops.at(-1)!;
  walker.dispose();
  return [x, y, cost].map((value) => readable(value));
}

async function cells(row: Locator): Promise<string[]> {
  return (await row.locator("td").allInnerTexts()).slice(0, 3);
}

describeStudio("Descend in Chromium", (browser) => {
  it("shows four paths without a click, with the numbers that the library computes", async () => {
    const { page, complaints } = await openStudio(browser(), "descend");
    await eventually(() => paths(page).count()).toBe(4);
    expect(await cells(paths(page).first())).toEqual(expected(note!.start, note!.rates.sgd, 100));
    await eventually(() => page.locator(".descend-contours path").count()).toBeGreaterThan(8);
    expect(complaints).toEqual([]);
  });

  it("walks them step by step", async () => {
    const { page } = await openStudio(browser(), "descend");
    await page.getByRole("button", { name: "To the start" }).click();
    await page.getByRole("button", { name: "One step on" }).click();
    await page.getByText("Step 1 of 100").waitFor();
    await eventually(() => cells(paths(page).first())).toEqual(expected(note!.start, note!.rates.sgd, 1));
  });

  it("plays, and at once where less motion is wanted", async () => {
    const { page } = await openStudio(browser(), "descend", { context: { reducedMotion: "reduce" } });
    await page.getByRole("button", { name: "To the start" }).click();
    await page.getByRole("button", { name: "Play" }).click();
    await page.getByText("Step 100 of 100").waitFor();
  });

  it("moves the start by arrow keys and by dragging", async () => {
    const { page } = await openStudio(browser(), "descend");
    await start(page).press("ArrowRight");
    await start(page).press("Shift+ArrowDown");
    await eventually(() => start(page).getAttribute("aria-valuetext")).toMatch(
      /^w²₁₁ = −5.8, w¹₁₁ = 1, cost/,
    );
    const moved = { x: note!.start.x + 0.2, y: note!.start.y - 2 };
    await eventually(() => cells(paths(page).first())).toEqual(expected(moved, note!.rates.sgd, 100));

    const box = (await start(page).boundingBox())!;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 60, y + 5, { steps: 4 });
    await page.mouse.up();
    await expect
      .poll(async () => Number(await start(page).getAttribute("aria-valuenow")))
      .toBeGreaterThan(-5);
  });

  it("tells a learning rate that converges from one that does not", async () => {
    const { page } = await openStudio(browser(), "descend?scene=line");
    await page.getByRole("button", { name: "1.9/λ" }).click();
    await expect
      .poll(() => verdict(page).innerText())
      .toMatch(/λ = 4\.203.*the error shrinks, from side to side/);
    await page.getByRole("button", { name: "2.1/λ" }).click();
    await eventually(() => verdict(page).innerText()).toMatch(/the error grows: it diverges/);
    await eventually(() => paths(page).first().innerText()).toMatch(/higher than at the start/);
  });

  it("trains the lab's network at three rates, of which one learns", async () => {
    const { page, complaints } = await openStudio(browser(), "descend");
    await page.getByText("The learning-rate lab").scrollIntoViewIfNeeded();
    await eventually(() => lab(page).allInnerTexts()).toEqual([
      expect.stringMatching(/too small/),
      expect.stringMatching(/learns/),
      expect.stringMatching(/too large/),
    ]);
    expect(complaints).toEqual([]);
  });

  it("is the same again from its link", async () => {
    const { page } = await openStudio(browser(), "descend");
    await page.getByRole("combobox", { name: "Network and samples" }).selectOption("xor");
    await page.getByRole("checkbox", { name: "Adam" }).uncheck();
    await start(page).press("ArrowUp");
    await eventually(() => page.url()).toMatch(/scene=xor.*adam=off/);
    await eventually(() => paths(page).count()).toBe(3);
    const before = await paths(page).allInnerTexts();
    await page.reload();
    await eventually(() => paths(page).allInnerTexts()).toEqual(before);
  });

  describe.each(["light", "dark"] as const)("in %s", (colorScheme) => {
    it.each([360, 1280])("has no violation that axe finds, and fits %i pixels", async (width) => {
      // A button that is on its way from one colour to another has little contrast for a tenth of a second.
      const context = { colorScheme, viewport: { width, height: 780 }, reducedMotion: "reduce" as const };
      const { page } = await openStudio(browser(), "descend", { context });
      await eventually(() => paths(page).count()).toBe(4);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
      await page.getByText("The learning-rate lab").scrollIntoViewIfNeeded();
      await eventually(() => lab(page).count()).toBe(3);
      expect(await violations(page)).toEqual([]);
    });
  });
});
