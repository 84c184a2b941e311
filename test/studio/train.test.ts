import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { SECURITY_HEADERS } from "../../src/cli/studio/securityHeaders.ts";
import { builtInDigits } from "../../src/data/builtIn.ts";
import { engine } from "../../src/engines.ts";
import { parseNetworkFile } from "../../src/format/networkFile.ts";
import { createNetwork } from "../../src/nn/createNetwork.ts";
import { train } from "../../src/training.ts";
import { siteFile } from "../../src/cli/studio/site.ts";
import { writeBytesIdx } from "../data/writeIdx.ts";
import { violations } from "../support/axe.ts";
import { button, eventually, fact, messages, text } from "./page.ts";
import { describeStudio, openStudio } from "./site.ts";

const number = async (page: Page, name: string) =>
  Number.parseFloat((await fact(page, name).innerText()).replaceAll(",", ""));

/** Waits until the samples are there and the first look has been taken. */
async function ready(page: Page): Promise<void> {
  await eventually(() => fact(page, "epoch").innerText()).toBe("0.00");
}

async function drop(
  page: Page,
  ...files: { name: string; mimeType?: string; buffer: Buffer }[]
): Promise<void> {
  const chooser = page.locator('input[type="file"]').first();
  await chooser.setInputFiles(files.map((file) => ({ mimeType: "application/octet-stream", ...file })));
}

describeStudio("training in the studio", (browser) => {
  it("trains the digits past 90 % and recognises a drawn 7", async () => {
    const { page, complaints } = await openStudio(browser(), "train");
    await ready(page);
    await button(page, "Train").click();
    await eventually(() => number(page, "test accuracy")).toBeGreaterThan(90);
    await eventually(() => number(page, "epoch")).toBeGreaterThan(8);
    await button(page, "Pause").click();
    await button(page, "Train").waitFor();

    const pad = page.getByRole("application", { name: "Drawing pad" });
    await pad.scrollIntoViewIfNeeded();
    const box = (await pad.boundingBox())!;
    const move = (x: number, y: number) =>
      page.mouse.move(box.x + x * box.width, box.y + y * box.height, { steps: 8 });
    await move(0.3, 0.2);
    await page.mouse.down();
    await move(0.7, 0.2);
    await move(0.42, 0.85);
    await page.mouse.up();
    await page.getByText(/^Your drawing: Taken for 7/).waitFor();
    expect(complaints).toEqual([]);
  });

  it("computes what the library computes in Node", async () => {
    const { page } = await openStudio(browser(), "train");
    await ready(page);
    await button(page, "Step an epoch").click();
    await eventually(() => fact(page, "test accuracy").innerText()).not.toBe("–");
    const table = page.getByRole("region", { name: "Cost" }).locator("details");
    await table.locator("summary").click();
    const shown = await table.locator("tbody tr").first().locator("td").allInnerTexts();

    const network = createNetwork({ sizes: [784, 30, 10], seed: 0 });
    const backend = engine({ engine: "wasm", threads: 1 });
    for await (const event of train({ network, data: builtInDigits(), epochs: 1, backend, batchEvents: 0 })) {
      if (event.event !== "epoch") continue;
      const { cost, testCost, accuracy, testAccuracy } = event;
      expect(shown).toEqual([
        ...["1", cost.toPrecision(4), testCost!.toPrecision(4)],
        ...[`${(100 * accuracy!).toFixed(1)} %`, `${(100 * testAccuracy!).toFixed(1)} %`],
      ]);
    }
  });

  it("steps by a batch, pauses, and starts over", async () => {
    const { page } = await openStudio(browser(), "train?data=circles");
    await ready(page);
    await button(page, "Step a batch").click();
    await eventually(() => fact(page, "epoch").innerText()).toBe("0.03");
    await button(page, "Train").click();
    await eventually(() => number(page, "epoch")).toBeGreaterThan(2);
    await button(page, "Pause").click();
    await button(page, "Train").waitFor();
    const stopped = await fact(page, "epoch").innerText();
    await page.waitForTimeout(300);
    expect(await fact(page, "epoch").innerText()).toBe(stopped);
    await button(page, "Start over").click();
    await ready(page);
  });

  it("separates the circles, and answers for a place of the plane", async () => {
    const { page, complaints } = await openStudio(browser(), "train?data=circles");
    await ready(page);
    await button(page, "Train").click();
    await eventually(() => number(page, "test accuracy")).toBe(100);
    const plane = page.getByRole("application", { name: /^The plane/ });
    await plane.focus();
    await page.keyboard.press("ArrowRight");
    await page.getByText(/^At the point .* Taken for A/).waitFor();
    for (let i = 0; i < 7; i++) await page.keyboard.press("Shift+ArrowRight");
    await page.getByText(/^At the point .* Taken for B/).waitFor();
    expect(complaints).toEqual([]);
  });

  it("takes a changed learning rate in the middle of a training, and a changed network from the start", async () => {
    const { page } = await openStudio(browser(), "train?data=moons");
    await ready(page);
    await button(page, "Train").click();
    await eventually(() => number(page, "epoch")).toBeGreaterThan(1);
    await page.getByLabel("Learning rate η").fill("0.001");
    await page.getByLabel("Learning rate η").press("Enter");
    const before = await number(page, "epoch");
    await eventually(() => number(page, "epoch")).toBeGreaterThan(before + 1);
    await page.getByLabel("Hidden layers").fill("5, x");
    await page.getByLabel("Hidden layers").press("Enter");
    await page.getByText("Sizes from 1 to 4096").waitFor();
    await page.getByLabel("Hidden layers").fill("5, 4");
    await page.getByLabel("Hidden layers").press("Enter");
    await page.getByText("The network was changed").waitFor();
    await page.getByText("2 – 5 – 4 – 2, 49 parameters").waitFor();
    await button(page, "Start over").click();
    await page.getByText("The network was changed").waitFor({ state: "detached" });
  });

  it("can be drawn on and left by keys alone", async () => {
    const { page } = await openStudio(browser(), "train");
    await ready(page);
    await page.getByRole("application", { name: "Drawing pad" }).focus();
    await page.keyboard.press("Space");
    for (let i = 0; i < 6; i++) await page.keyboard.press("ArrowDown");
    await page.getByText(/^Your drawing: Taken for \d/).waitFor();
    await page.keyboard.press("Backspace");
    await page.getByText("Draw with mouse, finger or arrow keys.").waitFor();
    await page.getByRole("tab", { name: "Train" }).focus();
    await page.keyboard.press("ArrowRight");
    await eventually(() => page.url()).toContain("#/descend");
    await eventually(() => page.getByRole("tab", { name: "Descend" }).getAttribute("aria-selected")).toBe(
      "true",
    );
  });

  describe("with files", () => {
    it("trains on a CSV file", async () => {
      const { page } = await openStudio(browser(), "train");
      await ready(page);
      const rows = Array.from(
        { length: 200 },
        (_, i) => `${i % 20},${1000 * (i % 7)},${i % 20 < 10 ? "low" : "high"}`,
      );
      await drop(page, { name: "own.csv", buffer: Buffer.from(`a,b,kind\n${rows.join("\n")}\n`) });
      await page.getByText("own.csv: 160 samples to train on, 40 to test on; 2 inputs, 2 classes.").waitFor();
      await ready(page);
      await button(page, "Train").click();
      await eventually(() => number(page, "test accuracy")).toBeGreaterThan(95);
    });

    const refused = [
      ["a CSV file with a gap", "own.csv", "a,b,c\n1,2,x\n1,2\n", /own\.csv, line 3: must have 3 columns/],
      ["a damaged network file", "net.json", '{ "layers": [', /net\.json/],
      [
        "a network of other sizes",
        "net.json",
        '{ "layers": [{ "weights": [[1, 2]], "bias": [0], "activation": "sigmoid" }] }',
        /net\.json: must be a network of 784 inputs and 10 outputs/,
      ],
      [
        "half of MNIST",
        "train-images-idx3-ubyte",
        "\0\0\x08\x03\0\0\0\x01\0\0\0\x01\0\0\0\x01\x05",
        /needs images and labels/,
      ],
    ] as const;
    it.each(refused)("refuses %s with a reason, and loses nothing", async (_, name, text, reason) => {
      const { page } = await openStudio(browser(), "train");
      await ready(page);
      await button(page, "Step a batch").click();
      await eventually(() => fact(page, "cost").innerText()).not.toBe("–");
      const cost = await fact(page, "cost").innerText();
      await drop(page, { name, buffer: Buffer.from(text, "latin1") });
      await messages(page).getByText(reason).waitFor();
      expect(await fact(page, "cost").innerText()).toBe(cost);
      await page.getByText("built-in digits: 10,000 samples").waitFor();
      await button(page, "Step a batch").click();
      await eventually(() => fact(page, "cost").innerText()).not.toBe(cost);
    });

    it("refuses a CSV file of 100 MB at once", async () => {
      const { page } = await openStudio(browser(), "train");
      await ready(page);
      // Made in the page: a file of that size does not travel.
      await page.evaluate(() => {
        const line = "1,2,3,4,5,6,7,8,a\n".repeat(60_000);
        const file = new File(
          Array.from({ length: 100 }, () => line),
          "large.csv",
        );
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(file);
        document
          .querySelector(".drop-zone")!
          .dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true }));
      });
      await messages(page)
        .getByText(/large\.csv: must have at most 64 MB here, got 108\.0 MB; take fewer rows/)
        .waitFor();
      await button(page, "Step a batch").click();
      await eventually(() => fact(page, "cost").innerText()).not.toBe("–");
    });

    it("saves a network file that opens again, here and in the library", async () => {
      const { page } = await openStudio(browser(), "train?data=xor");
      await ready(page);
      await button(page, "Step an epoch").click();
      await eventually(() => fact(page, "epoch").innerText()).toBe("1.00");
      const [download] = await Promise.all([page.waitForEvent("download"), button(page, "Save").click()]);
      expect(download.suggestedFilename()).toBe("network-2-8-2.json");
      const content = await text(download);
      const saved = parseNetworkFile(content, "saved");
      expect(saved.layers.map(({ activation }) => activation)).toEqual(["tanh", "softmax"]);

      await button(page, "Start over").click();
      await ready(page);
      await drop(page, { name: "saved.json", buffer: Buffer.from(content) });
      await messages(page).getByText("Opened saved.json").waitFor();
      const [again] = await Promise.all([page.waitForEvent("download"), button(page, "Save").click()]);
      expect(await text(again)).toBe(content);
    });
  });

  it("fetches MNIST where the server has it, and says so where it has not", async () => {
    const images = (count: number) =>
      writeBytesIdx(
        [count, 28, 28],
        Array.from({ length: count * 784 }, (_, i) => (i * 7) % 256),
      );
    const labels = (count: number) =>
      writeBytesIdx(
        [count],
        Array.from({ length: count }, (_, i) => i % 10),
      );
    const parts: [string, Uint8Array][] = [
      ["train-images-idx3-ubyte.gz", gzipSync(images(60))],
      ["train-labels-idx1-ubyte.gz", gzipSync(labels(60))],
      ["t10k-images-idx3-ubyte.gz", images(20)],
      ["t10k-labels-idx1-ubyte.gz", labels(20)],
    ];
    const extra = new Map(parts.map(([name, bytes]) => [`/data/${name}`, siteFile(`/data/${name}`, bytes)]));
    const { page, complaints } = await openStudio(browser(), "train?data=circles", { extra });
    await ready(page);
    await button(page, "MNIST").click();
    await page.getByText("MNIST: 60 samples to train on, 20 to test on; 784 inputs, 10 classes.").waitFor();
    expect(complaints).toEqual([]);

    const other = await openStudio(browser(), "train?data=circles");
    await ready(other.page);
    await button(other.page, "MNIST").click();
    await messages(other.page)
      .getByText(/this server does not have train-images-idx3-ubyte\.gz/)
      .waitFor();
    expect(await button(other.page, "Circles").getAttribute("aria-pressed")).toBe("true");
  });

  it("takes a sample and its network to Derive", async () => {
    const { page } = await openStudio(browser(), "train");
    await ready(page);
    await button(page, "Take a test digit").click();
    await page.getByText(/^Test sample 0: Taken for/).waitFor();
    await button(page, /^Explain this one/).click();
    await eventually(() => page.url()).toContain("#/derive");
    await page.goBack();
    await page.getByText(/^Test sample 0: Taken for/).waitFor();
  });

  it("says when the worker has ended, and goes on with its last weights", async () => {
    const { page } = await openStudio(browser(), "train?data=circles");
    await ready(page);
    await button(page, "Step an epoch").click();
    await eventually(() => fact(page, "epoch").innerText()).toBe("1.00");
    // Other panels may have workers of their own, and the engine's threads come from blobs.
    const worker = page
      .workers()
      .filter((candidate) => !candidate.url().startsWith("blob:"))
      .at(-1)!;
    await worker.evaluate("close()").catch(() => undefined);
    const restart = button(page, "Restart it with the last weights");
    await restart.waitFor();
    await restart.click();
    await eventually(() => fact(page, "epoch").innerText()).toBe("1.00");
    await button(page, "Step an epoch").click();
    await eventually(() => fact(page, "epoch").innerText()).toBe("2.00");
  });

  it.each([
    ["without isolation", { headers: withoutIsolation() }, /one thread.*not cross-origin isolated/],
    ["without SharedArrayBuffer", { before: "delete globalThis.SharedArrayBuffer" }, /Engine: wasm, f32/],
  ])("trains %s, and says on how many threads", async (_, options, engineNote) => {
    const { page, complaints } = await openStudio(browser(), "train?data=circles", options);
    await ready(page);
    await page.getByText(engineNote).waitFor();
    await button(page, "Step an epoch").click();
    await eventually(() => fact(page, "epoch").innerText()).toBe("1.00");
    expect(complaints).toEqual([]);
  });

  it("opens and trains without a network once it was there", async () => {
    const { page } = await openStudio(browser(), "train");
    await ready(page);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.context().setOffline(true);
    await page.reload();
    await button(page, "Circles").click();
    await page.getByText("circles: 300 samples").waitFor();
    await ready(page);
    await button(page, "Step an epoch").click();
    await eventually(() => fact(page, "epoch").innerText()).toBe("1.00");
  });

  it.each(["light", "dark"] as const)(
    "has no violation that axe finds, %s, and fits a narrow phone",
    async (colorScheme) => {
      const context = { colorScheme, viewport: { width: 360, height: 780 } };
      const { page } = await openStudio(browser(), "train", { context });
      await ready(page);
      await button(page, "Step an epoch").click();
      await eventually(() => fact(page, "epoch").innerText()).toBe("1.00");
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360);
      expect(await violations(page)).toEqual([]);
      await button(page, "Circles").click();
      await page.getByText("circles: 300 samples").waitFor();
      await ready(page);
      expect(await violations(page)).toEqual([]);
    },
  );
});

function withoutIsolation(): Record<string, string> {
  const isolating = ["Cross-Origin-Opener-Policy", "Cross-Origin-Embedder-Policy"];
  return Object.fromEntries(Object.entries(SECURITY_HEADERS).filter(([name]) => !isolating.includes(name)));
}
