import { readFile } from "node:fs/promises";
import type { Download, Page } from "playwright-core";
import { expect } from "vitest";

export const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });
export const messages = (page: Page) => page.getByRole("region", { name: "Messages" });
/** One of the numbers above the Train panel. */
export const fact = (page: Page, name: string) => page.locator(`[data-fact="${name}"]`);
/** The cost in Derive. */
export const cost = (page: Page) => page.locator(".derive-cost strong");

/** `expect` of what comes to be so; patient, for a slow machine must not turn a test red. */
export const eventually = <T>(read: () => T | Promise<T>, message?: string) =>
  expect.poll(read, { timeout: 60_000, ...(message !== undefined && { message }) });

/** Waits until Derive has derived. */
export async function derived(page: Page): Promise<void> {
  await eventually(() => cost(page).innerText()).toMatch(/^\d/);
  await eventually(() => page.locator('.derive-picture-card[aria-busy="false"]').count()).toBe(1);
}

/** What the window for sharing offers as the link. */
export async function linkOf(page: Page): Promise<string> {
  await button(page, "Share").click();
  const field = page.getByRole("textbox", { name: "Link" });
  await eventually(() => field.inputValue()).toMatch(/^http/);
  const link = await field.inputValue();
  await button(page, "Close").click();
  return link;
}

/** The network as the page saves it: every number, exactly. */
export async function saved(page: Page): Promise<string> {
  const download = page.waitForEvent("download");
  await page.keyboard.press("Control+s");
  return text(await download);
}

export async function text(download: Download): Promise<string> {
  return readFile(await download.path(), "utf8");
}

export async function drop(page: Page, name: string, content: string): Promise<void> {
  await page.evaluate(
    ([fileName, part]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([part!], fileName!));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    },
    [name, content],
  );
}
