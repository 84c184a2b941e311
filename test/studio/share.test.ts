import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import type { Download, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { CONTROLS } from "../../apps/studio/src/share/controls.ts";
import { SECURITY_HEADERS } from "../../src/cli/studio/securityHeaders.ts";
import { parseNetworkFile } from "../../src/format/networkFile.ts";
import { describeStudio, openStudio } from "./site.ts";

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });
const messages = (page: Page) => page.getByRole("region", { name: "Messages" });
const fact = (page: Page, name: string) => page.locator(`[data-fact="${name}"]`);
const cost = (page: Page) => page.locator(".derive-cost strong");

/** Waits until Derive has derived. */
async function derived(page: Page): Promise<void> {
  await expect.poll(() => cost(page).innerText()).toMatch(/^\d/);
  await expect.poll(() => page.locator('.derive-picture-card[aria-busy="false"]').count()).toBe(1);
}

/** What the window for sharing offers as the link. */
async function linkOf(page: Page): Promise<string> {
  await button(page, "Share").click();
  const field = page.getByRole("textbox", { name: "Link" });
  await expect.poll(() => field.inputValue()).toMatch(/^http/);
  const link = await field.inputValue();
  await button(page, "Close").click();
  return link;
}

/** The network as the page saves it: every number, exactly. */
async function saved(page: Page): Promise<string> {
  const download = page.waitForEvent("download");
  await page.keyboard.press("Control+s");
  return text(await download);
}

async function text(download: Download): Promise<string> {
  return readFile(await download.path(), "utf8");
}

async function drop(page: Page, name: string, content: string): Promise<void> {
  await page.evaluate(
    ([fileName, part]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([part!], fileName!));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    },
    [name, content],
  );
}

describeStudio("keeping and sharing in the studio", (browser) => {
  describe("a link", () => {
    it("brings Derive back with the same numbers, after a reload and in another window", async () => {
      const { page, complaints } = await openStudio(browser(), "derive");
      await derived(page);
      await button(page, "One gradient step").click();
      await expect.poll(() => page.url()).toContain("network=");
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

      await expect.poll(() => page.url()).toBe(link);
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
      await expect.poll(() => fact(page, "epoch").innerText()).toBe("1.00");
      const link = await linkOf(page);
      const numbers = await saved(page);
      await expect.poll(() => page.url()).toBe(link);
      const other = await page.context().newPage();
      await other.goto(link);
      await expect.poll(() => fact(other, "epoch").innerText()).toBe("1.00");
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
      await expect.poll(() => scene.inputValue()).toBe("xor");
      await page.locator(".descend-surface canvas").waitFor();
      await button(page, "Look closer").click();
      const link = await linkOf(page);
      await expect.poll(() => page.url()).toBe(link);
      const other = await page.context().newPage();
      await other.goto(link);
      await expect.poll(() => other.getByLabel("Network and samples").inputValue()).toBe("xor");
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
      await expect.poll(() => other.getByLabel("Network and samples").inputValue()).toBe("sent");
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

    it("that is opened over one's own work can be undone", async () => {
      const { page } = await openStudio(browser(), "derive");
      await derived(page);
      await button(page, "One gradient step").click();
      await derived(page);
      const mine = await saved(page);
      await expect.poll(() => page.url()).toContain("network=");
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
      await expect.poll(() => page.url()).toContain("network=");
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
      await expect.poll(() => fact(page, "epoch").innerText(), { timeout: 60_000 }).toBe("0.00");
      await button(page, "Share").click();
      await page.getByText(/The 23,860 weights are not in the link: .* Save the network as a file/).waitFor();
    });
  });

  describe("for lessons", () => {
    it("finds every control that can be hidden", async () => {
      const { page } = await openStudio(browser(), "derive");
      for (const panel of ["derive", "train", "descend"] as const) {
        await page.getByRole("tab", { name: new RegExp(panel, "i") }).click();
        for (const { selector, name } of CONTROLS.filter((control) =>
          [panel, "page"].includes(control.panel),
        )) {
          await expect.poll(() => page.locator(selector).count(), { message: name }).toBe(1);
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
      await expect.poll(() => field.inputValue()).toContain("hide=derive-convention,derive-steps,tabs");
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
      await expect.poll(() => other.url()).toContain("0.0916");
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
        window.addEventListener("message", ({ data, origin }) =>
          heard.push({ data: data as unknown, origin }),
        );
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
      await expect.poll(async () => (await heard()).at(-1)?.data.height).toBeGreaterThan(400);
      for (const { data, origin } of await heard()) {
        expect(data).toEqual({ type: "backproof:height", height: expect.any(Number) as number });
        expect(`${origin}/`).toBe(url);
      }
      expect(complaints).toEqual([]);
    });
  });

  describe("network files", () => {
    const XOR = {
      layers: [
        {
          weights: [
            [3, 3],
            [3, 3],
          ],
          bias: [-1.5, -4.5],
          activation: "tanh",
        },
        { weights: [[1, 0.1 + 0.2]], bias: [-1], activation: "sigmoid" },
      ],
      cost: "quadratic",
      input: [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
      ],
      target: [[0], [1], [1], [0]],
    };

    it.each(["derive", "descend"])(
      "are dropped on %s and saved from it, every number the same",
      async (panel) => {
        const { page, complaints } = await openStudio(browser(), panel);
        await expect
          .poll(() => page.locator(".derive-diagram, .descend-surface canvas").count())
          .toBeGreaterThan(0);
        await drop(page, "xor.json", JSON.stringify(XOR));
        await messages(page).getByText("Opened xor.json.").waitFor();
        expect(JSON.parse(await saved(page))).toEqual({ ...XOR, reduction: "mean" });
        await messages(page).getByRole("button", { name: "Undo" }).click();
        expect(parseNetworkFile(await saved(page), "saved").layers[0]!.weights).toHaveLength(3);
        expect(complaints).toEqual([]);
      },
    );

    it("that are opened over a training can be undone, with the weights of the last step", async () => {
      const { page } = await openStudio(browser(), "train?data=xor&hidden=2&output=softmax");
      await expect.poll(() => fact(page, "epoch").innerText()).toBe("0.00");
      for (const place of ["0.03", "0.07"]) {
        await button(page, "Step a batch").click();
        await expect.poll(() => fact(page, "epoch").innerText()).toBe(place);
      }
      const mine = await saved(page);
      await drop(page, "own.json", mine.replace(/"bias": \[.*?\]/, '"bias": [0, 0]'));
      await messages(page).getByText("Opened own.json.").waitFor();
      await expect.poll(() => fact(page, "epoch").innerText()).toBe("0.00");
      expect(parseNetworkFile(await saved(page), "saved").layers[0]!.bias).toEqual([0, 0]);
      await messages(page).getByRole("button", { name: "Undo" }).click();
      await expect.poll(() => fact(page, "epoch").innerText()).toBe("0.07");
      expect(await saved(page)).toBe(mine);
    });

    it("are opened by keys", async () => {
      const { page } = await openStudio(browser(), "derive");
      await derived(page);
      const chooser = page.waitForEvent("filechooser");
      await page.keyboard.press("Control+o");
      await (
        await chooser
      ).setFiles({
        name: "xor.json",
        mimeType: "application/json",
        buffer: Buffer.from(JSON.stringify(XOR)),
      });
      await messages(page).getByText("Opened xor.json.").waitFor();
      await page.getByRole("heading", { name: /^2-2-1 network/ }).waitFor();
    });

    it.each([
      ["derive", "net.json", '{ "layers": [', /net\.json, line 1, column 14: .*was the file cut off/],
      [
        "derive",
        "net.json",
        '{ "layers": [{ "weights": [[1, "x"]], "bias": [0], "activation": "relu" }] }',
        /net\.json: layers\[0\]\.weights\[0\]\[1\]/,
      ],
      [
        "derive",
        "net.json",
        '{ "layers": [{ "weights": [[1, 2]], "bias": [0, 0], "activation": "relu" }] }',
        /net\.json: layers\[0\]\.bias/,
      ],
      [
        "derive",
        "own.csv",
        "1,2,3",
        /own\.csv: must be a network file \(\.json\) here; open samples and pictures in Train/,
      ],
      [
        "descend",
        "net.json",
        JSON.stringify({ ...XOR, target: undefined }),
        /net\.json: Descend needs input and target in the file/,
      ],
      ["train", "net.json", JSON.stringify(XOR), /net\.json: must be a network of 784 inputs and 10 outputs/],
    ])(
      "that do not fit %s are refused with a reason, and nothing is lost: %s %s",
      async (panel, name, content, reason) => {
        const { page } = await openStudio(browser(), panel);
        await page.locator(".derive-diagram, .descend-surface canvas, .run-bar").first().waitFor();
        if (panel === "train")
          await expect.poll(() => fact(page, "epoch").innerText(), { timeout: 60_000 }).toBe("0.00");
        const before = await saved(page);
        await drop(page, name, content);
        await messages(page).getByText(reason).waitFor();
        expect(await saved(page)).toBe(before);
      },
    );

    it("that are huge are refused before they are read", async () => {
      const { page } = await openStudio(browser(), "derive");
      await derived(page);
      await page.evaluate(() => {
        const dataTransfer = new DataTransfer();
        const part = " ".repeat(1e6);
        dataTransfer.items.add(
          new File(
            Array.from({ length: 100 }, () => part),
            "huge.json",
          ),
        );
        document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
      });
      await messages(page).getByText("huge.json: must have at most 64 MB here, got 100.0 MB").waitFor();
    });
  });

  describe("what is exported", () => {
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
      await page.evaluate(
        await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"),
      );
      const found = await page.evaluate(
        "axe.run('dialog').then(({ violations }) => violations.map(({ id }) => id))",
      );
      expect(found).toEqual([]);
    },
  );

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
