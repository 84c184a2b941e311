import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { parseNetworkFile } from "../../../src/format/networkFile.ts";
import { describeStudio, openStudio } from "../site.ts";
import { button, cost, derived, eventually, fact, linkOf, messages, saved } from "../page.ts";

describeStudio("a link to the studio", (browser) => {
  it("brings Derive back with the same numbers, after a reload and in another window", async () => {
    const { page, complaints } = await openStudio(browser(), "derive");
    await derived(page);
    await button(page, "One gradient step").click();
    await eventually(() => page.url()).toContain("network=");
    const convention = (one: Page) =>
      one.getByRole("region", { name: "Convention" }).getByRole("combobox").first();
    await convention(page).selectOption({ index: 1 });
    await button(page, "Step backward").click();
    const link = await linkOf(page);
    const [numbers, shown, words] = [
      await saved(page),
      await cost(page).innerText(),
      await page.locator(".derive-where").innerText(),
    ];

    await eventually(() => page.url()).toBe(link);
    await page.reload();
    await derived(page);
    const other = await page.context().newPage();
    await other.goto(link);
    await derived(other);
    for (const one of [page, other]) {
      expect(await cost(one).innerText()).toBe(shown);
      expect(await one.locator(".derive-where").innerText()).toBe(words);
      expect(await saved(one)).toBe(numbers);
      expect(await convention(one).evaluate((select: HTMLSelectElement) => select.selectedIndex)).toBe(1);
    }
    expect(complaints).toEqual([]);
  });

  it("brings a training back: samples, settings, epoch and weights", async () => {
    const { page } = await openStudio(browser(), "train?data=moons&hidden=5-4&rate=0.02&seed=7");
    await page.getByText("moons: 300 samples").waitFor();
    await page.getByText("2 – 5 – 4 – 2").waitFor();
    await button(page, "Step an epoch").click();
    await eventually(() => fact(page, "epoch").innerText()).toBe("1.00");
    const link = await linkOf(page);
    const numbers = await saved(page);
    await eventually(() => page.url()).toBe(link);
    const other = await page.context().newPage();
    await other.goto(link);
    await eventually(() => fact(other, "epoch").innerText()).toBe("1.00");
    expect(await saved(other)).toBe(numbers);
    for (const [label, value] of [
      ["Hidden layers", "5, 4"],
      ["Learning rate η", "0.02"],
      ["Seed", "7"],
    ] as const) {
      expect(await other.getByLabel(label).inputValue()).toBe(value);
    }
  });

  it("brings Descend back to the same place", async () => {
    const { page } = await openStudio(browser(), "descend?scene=xor");
    const scene = page.getByLabel("Network and samples");
    await eventually(() => scene.inputValue()).toBe("xor");
    await page.locator(".descend-surface canvas").waitFor();
    await button(page, "Look closer").click();
    const link = await linkOf(page);
    await eventually(() => page.url()).toBe(link);
    const other = await page.context().newPage();
    await other.goto(link);
    await eventually(() => other.getByLabel("Network and samples").inputValue()).toBe("xor");
    expect(await linkOf(other)).toBe(link);
  });

  it("holds what all panels show", async () => {
    const { page } = await openStudio(browser(), "derive");
    await derived(page);
    await button(page, "One gradient step").click();
    await derived(page);
    const shown = await cost(page).innerText();
    await page.getByRole("tab", { name: "Descend" }).click();
    await page.getByLabel("Network and samples").selectOption({ label: "The network in Derive" });
    const link = await linkOf(page);
    const other = await page.context().newPage();
    await other.goto(link);
    await eventually(() => other.getByLabel("Network and samples").inputValue()).toBe("sent");
    await other.getByRole("tab", { name: "Derive" }).click();
    await derived(other);
    expect(await cost(other).innerText()).toBe(shown);
  });

  it.each([
    ["cut off", "derive?v=1.61a06124&network=2-3-2~sigm", /This link is damaged/],
    ["of another page", "settings", /must lead to a panel of the studio/],
    ["with a wrong word", "derive?step=seven", /"step" must be one of end, got "seven"/],
    ["for another panel", "derive?data=moons", /a word that Derive does not know: "data"/],
  ])("that is %s is refused with a reason, and the page works", async (_, address, reason) => {
    const { page, complaints } = await openStudio(browser(), address);
    await messages(page).getByText(reason).waitFor();
    await page.getByRole("tab", { name: "Derive" }).click();
    await derived(page);
    expect(await cost(page).innerText()).toBe("0.2539");
    expect(complaints).toEqual([]);
  });

  it("is opened even if the address is about to be written", async () => {
    // The writing waits until all is still; here it waits until the test says so.
    const before = `const ownTimeout = window.setTimeout;
      window.waiting = [];
      window.setTimeout = (action, delay, ...rest) =>
        delay === 300 ? window.waiting.push(action) : ownTimeout(action, delay, ...rest);`;
    const { page } = await openStudio(browser(), "derive", { before });
    await derived(page);
    expect(await page.evaluate<number>("window.waiting.length")).toBeGreaterThan(0);
    // At this moment the address is new, but the event that tells the page of it is still to come.
    await page.evaluate(
      'window.location.hash = "#/derive?step=seven"; window.waiting.forEach((write) => write())',
    );
    await messages(page)
      .getByText(/"step" must be one of end/)
      .waitFor();
  });

  it("that is opened over one's own work can be undone", async () => {
    const { page } = await openStudio(browser(), "derive");
    await derived(page);
    await button(page, "One gradient step").click();
    await derived(page);
    const mine = await saved(page);
    await eventually(() => page.url()).toContain("network=");
    const panel = page.url().replace(/\?.*/, "");
    await page.evaluate((address) => {
      window.location.href = address;
    }, `${panel}?network=1-1~relu~quadratic~mean~2,0.5`);
    await messages(page).getByText("Opened the link.").waitFor();
    expect(parseNetworkFile(await saved(page), "saved").layers[0]!.weights).toEqual([[2]]);
    await messages(page).getByRole("button", { name: "Undo" }).click();
    expect(await saved(page)).toBe(mine);
  });

  it("changes without an entry in the history, and Back leads to the panel before, as it is", async () => {
    const { page } = await openStudio(browser(), "derive");
    await derived(page);
    const before = await page.evaluate(() => window.history.length);
    await button(page, "One gradient step").click();
    await eventually(() => page.url()).toContain("network=");
    await derived(page);
    expect(await page.evaluate(() => window.history.length)).toBe(before);
    const mine = await saved(page);
    await page.getByRole("tab", { name: "Descend" }).click();
    await page.getByLabel("Network and samples").waitFor();
    await page.goBack();
    await derived(page);
    expect(await saved(page)).toBe(mine);
    await page.goForward();
    await page.getByLabel("Network and samples").waitFor();
  });

  it("is copied by a button that says so", async () => {
    const context = { permissions: ["clipboard-read", "clipboard-write"] };
    const { page } = await openStudio(browser(), "derive", { context });
    await derived(page);
    await button(page, "Share").click();
    await button(page, "Copy link").click();
    await page.getByText("Copied").waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(await page.getByRole("textbox", { name: "Link" }).inputValue());
  });

  it("that cannot hold all the weights says so, and what to do", async () => {
    const { page } = await openStudio(browser(), "train");
    await eventually(() => fact(page, "epoch").innerText()).toBe("0.00");
    await button(page, "Share").click();
    await page.getByText(/The 23,860 weights are not in the link: .* Save the network as a file/).waitFor();
  });

  it("is left without a question", async () => {
    const { page } = await openStudio(browser(), "derive");
    await derived(page);
    await button(page, "One gradient step").click();
    const asked: string[] = [];
    page.on("dialog", (dialog) => {
      asked.push(dialog.type());
      void dialog.accept();
    });
    await page.reload();
    await derived(page);
    expect(asked).toEqual([]);
  });
});
