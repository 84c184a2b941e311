import { expect, it } from "vitest";
import { CONTROLS } from "../../../apps/studio/src/share/controls.ts";
import { SECURITY_HEADERS } from "../../../src/cli/studio/securityHeaders.ts";
import { describeStudio, openStudio } from "../site.ts";
import { violations } from "../../support/axe.ts";
import { button, derived, eventually } from "../page.ts";

describeStudio("the studio in lessons", (browser) => {
  it("finds every control that can be hidden", async () => {
    const { page } = await openStudio(browser(), "derive");
    for (const panel of ["derive", "train", "descend"] as const) {
      await page.getByRole("tab", { name: new RegExp(panel, "i") }).click();
      for (const { selector, name } of CONTROLS.filter((control) =>
        [panel, "page"].includes(control.panel),
      )) {
        await eventually(() => page.locator(selector).count(), name).toBe(1);
      }
    }
  });

  it("hides what is ticked, and only there where the link is opened", async () => {
    const { page } = await openStudio(browser(), "derive");
    await derived(page);
    await button(page, "Share").click();
    await page.getByText("For lessons").click();
    for (const title of ["Convention", "List of steps", "The tabs"])
      await page.getByRole("checkbox", { name: title, exact: true }).check();
    const field = page.getByRole("textbox", { name: "Link" });
    await eventually(() => field.inputValue()).toContain("hide=derive-convention,derive-steps,tabs");
    const link = await field.inputValue();
    expect(await page.locator(".derive-steps").count()).toBe(1);
    const other = await page.context().newPage();
    await other.goto(link);
    await derived(other);
    for (const selector of [".derive-conventions", ".derive-steps", ".tabs"]) {
      expect(await other.locator(selector).isVisible()).toBe(false);
    }
    expect(await other.locator(".derive-derivation").isVisible()).toBe(true);
    // The address goes on saying what is hidden.
    await button(other, "One gradient step").click();
    await eventually(() => other.url()).toContain("0.0916");
    expect(other.url()).toContain("hide=derive-convention,derive-steps,tabs");
  });

  it("fits into a frame, and tells the page around its height and nothing else", async () => {
    const frame =
      '<!doctype html><link rel="icon" href="data:," /><title>lesson</title><iframe id="f" width="700" height="300"></iframe>';
    const file = {
      type: "text/html; charset=utf-8",
      cache: "no-cache",
      read: () => Promise.resolve(Buffer.from(frame)),
    };
    // The lesson comes from the same server, whose pages have no frames: it needs leave for one.
    const { "Content-Security-Policy": policy, ...others } = SECURITY_HEADERS;
    const headers = { ...others, "Content-Security-Policy": `${policy!}; frame-src 'self'` };
    const { page, url, complaints } = await openStudio(browser(), "derive", {
      extra: new Map([["/lesson.html", file]]),
      headers,
    });
    // Whoever leaves earlier breaks off what is still being loaded.
    await page.locator("math").first().waitFor();
    await page.goto(`${url}lesson.html`);
    await page.evaluate((address) => {
      const heard: unknown[] = [];
      Object.assign(window, { heard });
      window.addEventListener("message", ({ data, origin }) => heard.push({ data: data as unknown, origin }));
      document.querySelector("iframe")!.src = address;
    }, `${url}#/derive?embed=yes`);
    const inside = page.frameLocator("#f");
    await inside.locator(".derive-diagram").waitFor();
    expect(await inside.locator(".header, .tabs").count()).toBe(0);
    const heard = () =>
      page.evaluate(
        () =>
          (window as unknown as { heard: { data: { type: string; height: number }; origin: string }[] })
            .heard,
      );
    await eventually(async () => (await heard()).at(-1)?.data.height).toBeGreaterThan(400);
    for (const { data, origin } of await heard()) {
      expect(data).toEqual({ type: "backproof:height", height: expect.any(Number) as number });
      expect(`${origin}/`).toBe(url);
    }
    expect(complaints).toEqual([]);
  });

  it.each(["light", "dark"] as const)(
    "has no violation that axe finds, %s, and fits a narrow phone",
    async (colorScheme) => {
      const { page } = await openStudio(browser(), "derive", {
        context: { colorScheme, viewport: { width: 360, height: 780 } },
      });
      await derived(page);
      await button(page, "Share").click();
      await page.getByText("For lessons").click();
      await page.getByLabel("Only the panel").check();
      await expect
        .poll(() => page.getByLabel("HTML of the frame").inputValue())
        .toMatch(/^<iframe src="http.*&amp;.*embed=yes/);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
      expect(await violations(page, { include: ["dialog"] })).toEqual([]);
    },
  );
});
