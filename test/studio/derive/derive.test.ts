import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { withGiven } from "../../../apps/studio/src/derive/problem/entries.ts";
import { gradientStep } from "../../../apps/studio/src/derive/problem/gradientStep.ts";
import { NOTE_001, type Problem } from "../../../apps/studio/src/derive/problem/problem.ts";
import { text } from "../../../apps/studio/src/derive/parts/text.ts";
import { convention, type Convention } from "../../../src/explain/convention.ts";
import type { Derivation } from "../../../src/explain/derivation.ts";
import { explainNetwork } from "../../../src/explain/network.ts";
import { toNetwork } from "../../../src/format/networkFile.ts";
import { violations } from "../../support/axe.ts";
import { button, cost } from "../page.ts";
import { describeStudio, openStudio } from "../site.ts";

/** What the library says. */
function derived({ network, input, target }: Problem, settings: Partial<Convention> = {}): Derivation {
  return explainNetwork(toNetwork(network), { input, target, convention: convention(settings) });
}

const valueOf = ({ steps }: Derivation, id: string) => steps.find((step) => step.id === id)!.value;
const four = (value: unknown) => text(value as number, 4);

const part = (page: Page, key: string): Locator => page.locator(`[data-part="${key}"]`);
const label = (locator: Locator) => locator.getAttribute("aria-label");
const derivation = (page: Page) => page.getByRole("region", { name: "Derivation" });

async function ready(page: Page): Promise<void> {
  await part(page, "C[]").waitFor();
  await derivation(page).locator("math").first().waitFor();
}

describeStudio("deriving in the studio", (browser) => {
  it("shows the library's numbers, all of them, from the start", async () => {
    const { page, complaints } = await openStudio(browser(), "derive");
    await ready(page);
    const note = derived(NOTE_001);
    expect(await cost(page).innerText()).toBe(four(note.cost.value));
    for (const [j, row] of (valueOf(note, "dC-dW1") as number[][]).entries()) {
      for (const [k, slope] of row.entries()) {
        expect(await label(part(page, `W1[${j},${k}]`))).toContain(
          `= ${four(slope)}, right: central difference`,
        );
      }
    }
    for (const id of ["z1", "a1", "delta1", "z2", "a2", "delta2"]) {
      for (const [j, value] of (valueOf(note, id) as number[]).entries()) {
        expect(await label(part(page, `${id}[${j}]`))).toContain(`= ${four(value)}, right`);
      }
    }
    expect(complaints).toEqual([]);
  });

  it("follows an edited weight, says what is no number, and takes everything back", async () => {
    const { page, complaints } = await openStudio(browser(), "derive");
    await ready(page);
    await part(page, "W2[0,1]").click();
    const field = page.locator(".derive-place").getByRole("spinbutton");
    await field.fill("0,25");
    const changed = derived(withGiven(NOTE_001, { of: "W2", index: [0, 1] }, 0.25));
    await expect.poll(() => cost(page).innerText()).toBe(four(changed.cost.value));
    const slopes = valueOf(changed, "dC-dW2") as number[][];
    await expect.poll(() => label(part(page, "W2[0,1]"))).toContain(`w²₁,₂ = ${four(slopes[0]![1])}, right`);

    await field.fill("0.25x");
    await page.getByText("“0.25x” is no number; 0.25 stays.").waitFor();
    expect(await cost(page).innerText()).toBe(four(changed.cost.value));

    await field.press("Escape");
    await expect.poll(() => cost(page).innerText()).toBe(four(derived(NOTE_001).cost.value));
    expect(
      await part(page, "W2[0,1]").evaluate((element) => element === element.ownerDocument.activeElement),
    ).toBe(true);

    await page.keyboard.press("Enter");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Shift+ArrowUp");
    await page.keyboard.press("Enter");
    const stepped = derived(withGiven(NOTE_001, { of: "W2", index: [0, 1] }, 0.4));
    await expect.poll(() => cost(page).innerText()).toBe(four(stepped.cost.value));
    await page.keyboard.press("Control+z");
    await expect.poll(() => cost(page).innerText()).toBe(four(derived(NOTE_001).cost.value));
    await page.keyboard.press("Control+Shift+Z");
    await expect.poll(() => cost(page).innerText()).toBe(four(stepped.cost.value));
    expect(complaints).toEqual([]);
  });

  it("walks backward and forward through 2-3-2, and says what is not computed yet", async () => {
    const { page } = await openStudio(browser(), "derive");
    await ready(page);
    await button(page, "To the start").click();
    await page.getByText("Nothing is computed yet").waitFor();
    expect(await label(part(page, "z1[0]"))).toBe("z¹₁: not computed yet");
    expect(await label(part(page, "W2[0,0]"))).toContain("∂C/∂w²₁,₁: not computed yet");
    expect(await cost(page).innerText()).toBe("not computed yet");
    expect(await page.locator(".derive-step-button").getByText("not computed yet").count()).toBe(14);

    const note = derived(NOTE_001);
    for (const [place, { name, pass }] of note.steps.entries()) {
      await button(page, "Step forward").click();
      const where = page.locator(".derive-where");
      await expect.poll(() => where.innerText()).toMatch(`${pass} ${name}`);
      expect(await page.locator('[aria-current="step"]').innerText()).toContain(String(place + 1));
    }
    expect(await label(part(page, "x[0]"))).toBe("Change x₁ = 0.9");
    expect(await label(part(page, "dC-dx[0]"))).toContain(four((valueOf(note, "dC-dx") as number[])[0]));
    for (let back = 0; back < 4; back++) await button(page, "Step backward").click();
    await expect.poll(() => page.locator(".derive-where").innerText()).toMatch("backward ∂C/∂a¹");
    expect(await label(part(page, "delta1[0]"))).toBe("δ¹₁: not computed yet");
    expect(await label(part(page, "delta2[0]"))).toContain("right");
    await button(page, "Play").click();
    await expect.poll(() => label(part(page, "delta1[0]")), { timeout: 10_000 }).toContain("right");
    await button(page, "Pause").click();
  });

  it("derives the edge that is asked about, in four forms, with its check", async () => {
    const { page, complaints } = await openStudio(browser(), "derive");
    await ready(page);
    await part(page, "W1[2,0]").click();
    const panel = derivation(page);
    await panel.getByRole("heading", { name: "Weight w¹₃,₁" }).waitFor();
    const note = derived(NOTE_001);
    const step = note.steps.find(({ id }) => id === "dC-dW1")!;
    const slope = (step.value as number[][])[2]![0]!;
    await expect.poll(() => panel.locator(".derive-total strong").innerText()).toBe(four(slope));
    const said = (await panel.locator("math").allTextContents()).join(" ").replaceAll("−", "-");
    expect(said).toContain("-0.0199⋅0.9=-0.0179");
    expect(await panel.innerText()).toContain("all 6 numbers compared with central differences");
    expect(await panel.innerText()).toContain("Convention: cost as it is");

    for (const [name, says] of [
      ["Indices", step.forms!.index.says],
      ["Jacobians", step.forms!.jacobian.says],
      ["Tensor", step.forms!.tensor.says],
    ] as const) {
      await button(page, name).click();
      await panel.getByText(says).waitFor();
    }
    expect(
      await panel
        .getByRole("list", { name: /Slices/ })
        .locator("li")
        .count(),
    ).toBe(4);
    await button(page, "All four").click();
    expect(await panel.locator("[data-form]").count()).toBe(4);
    expect(complaints).toEqual([]);
  });

  it("lights up a number wherever it stands", async () => {
    const { page } = await openStudio(browser(), "derive");
    await ready(page);
    await part(page, "W1[2,0]").click();
    await page.keyboard.press("Escape");
    const panel = derivation(page);
    const term = panel.locator(".derive-term");
    await expect.poll(() => term.count()).toBe(1);
    await term.focus();
    const lit = page.locator(".derive-part.lit > [data-part]");
    const keys = () => lit.evaluateAll((parts) => parts.map((one) => one.getAttribute("data-part")));
    await expect.poll(keys).toEqual(expect.arrayContaining(["x[0]", "delta1[2]"]));
    expect(await keys()).not.toContain("delta1[1]");
    await part(page, "delta1[2]").hover();
    await expect.poll(() => panel.locator('math .lit[data-key^="delta1"]').count()).toBeGreaterThan(0);
  });

  it("goes down by one gradient step, as the library computes it, and back", async () => {
    const { page } = await openStudio(browser(), "derive");
    await ready(page);
    const note = derived(NOTE_001);
    const after = gradientStep(NOTE_001, (of) => note.steps.find((step) => step.of === of)?.value, 2);
    const rate = page.getByLabel("Rate η");
    await rate.fill("2");
    await rate.press("Enter");
    await button(page, "One gradient step").click();
    await expect.poll(() => cost(page).innerText()).toBe(four(derived(after).cost.value));
    expect(await page.locator(".derive-cost").innerText()).toContain(four(note.cost.value));
    await button(page, "Undo: gradient step").click();
    await expect.poll(() => cost(page).innerText()).toBe(four(note.cost.value));
  });

  it("writes everything in another convention", async () => {
    const { page } = await openStudio(browser(), "derive");
    await ready(page);
    const settings = { costFactor: "one", delta: "a", firstIndex: 0, digits: 6 } as const;
    await page.getByLabel("Factor of squared costs").selectOption("one");
    await page.getByLabel("δ stands for").selectOption("a");
    await page.getByLabel("First index").selectOption("0");
    await page.getByLabel("Digits").fill("6");
    await page.getByLabel("Digits").press("Enter");
    const other = derived(NOTE_001, settings);
    await expect.poll(() => cost(page).innerText()).toBe(text(other.cost.value, 6));
    const delta = other.steps.find(({ name }) => name === "δ¹")!;
    await expect
      .poll(() => label(part(page, `${delta.id}[0]`)))
      .toContain(`δ¹₀ = ${text((delta.value as number[])[0]!, 6)}, right`);
    expect(await derivation(page).innerText()).toContain(
      "δ = ∂C/∂a · gradients as columns · first index 0 · 6 digits",
    );
  });

  it("changes the network, and says what cannot be derived", async () => {
    const { page, complaints } = await openStudio(browser(), "derive");
    await ready(page);
    await page
      .getByRole("group", { name: "Size of Layer 1" })
      .getByRole("button", { name: "One more" })
      .click();
    await part(page, "W1[3,1]").waitFor();
    await button(page, "Add a layer").click();
    await part(page, "W3[0,3]").waitFor();
    await page.getByRole("region", { name: "Network" }).getByLabel("Cost").selectOption("cross-entropy");
    await expect
      .poll(() => page.locator(".derive-picture-head").innerText())
      .toContain("2-4-4-2 network, cross-entropy cost");

    await page.getByRole("group", { name: "Size of Layer 3, outputs" }).waitFor();
    await page
      .getByRole("region", { name: "Network" })
      .getByLabel("Activation")
      .last()
      .selectOption("identity");
    await part(page, "b3[0]").click();
    await page.locator(".derive-place").getByRole("spinbutton").fill("-9");
    await page.keyboard.press("Enter");
    await page.getByText("Its logarithms need outputs above 0, and identity gives others").waitFor();
    expect(await button(page, "One gradient step").isDisabled()).toBe(true);
    for (let count = 0; count < 5; count++) await page.keyboard.press("Control+z");
    await expect.poll(() => cost(page).innerText()).toBe(four(derived(NOTE_001).cost.value));
    expect(complaints).toEqual([]);
  });

  it("explains a drawing by the number that moves its cost most", async () => {
    const { page, complaints } = await openStudio(browser(), "train");
    const pad = page.getByRole("application", { name: "Drawing pad" });
    await pad.scrollIntoViewIfNeeded();
    await expect
      .poll(() => page.locator('[data-fact="epoch"]').innerText(), { timeout: 60_000 })
      .toBe("0.00");
    const box = (await pad.boundingBox())!;
    await page.mouse.move(box.x + 0.3 * box.width, box.y + 0.2 * box.height);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.6 * box.width, box.y + 0.8 * box.height, { steps: 8 });
    await page.mouse.up();
    await button(page, /Explain this one/).click();
    await page.getByRole("heading", { name: "Explained: your drawing" }).waitFor();
    const panel = derivation(page);
    await panel.getByText("The largest paths from").waitFor({ timeout: 60_000 });
    expect(await page.locator(".derive-picture-head").innerText()).toContain("784-30-10 network");
    expect(await panel.locator(".derive-paths li").count()).toBe(5);
    expect(await page.getByText("779 more").count()).toBe(1);
    expect(await panel.locator(".derive-check.fail").count()).toBe(0);

    // Another number is explained as soon as it is asked for.
    const key = await page.locator('[data-part^="delta1["]').first().getAttribute("data-part");
    await part(page, key!).click();
    await expect
      .poll(() => panel.locator(".derive-step").getAttribute("data-step"), { timeout: 60_000 })
      .toBe("delta1");
    await expect.poll(() => panel.locator(".derive-term").count(), { timeout: 60_000 }).toBe(1);
    expect(await violations(page)).toEqual([]);

    await button(page, "Back to the small network").click();
    await expect.poll(() => cost(page).innerText()).toBe(four(derived(NOTE_001).cost.value));
    expect(complaints).toEqual([]);
  });

  describe.each(["light", "dark"] as const)("in %s", (colorScheme) => {
    it.each([360, 1280])("has no violation that axe finds, and fits %i pixels", async (width) => {
      const context = { colorScheme, viewport: { width, height: 800 } };
      const { page } = await openStudio(browser(), "derive", { context });
      await ready(page);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
      expect(await violations(page)).toEqual([]);
      await button(page, "All four").click();
      await button(page, "To the start").click();
      for (let count = 0; count < 7; count++) await button(page, "Step forward").click();
      await part(page, "W1[0,0]").click();
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    });
  });
});
