import { expect, it } from "vitest";
import { parseNetworkFile } from "../../../src/format/networkFile.ts";
import { describeStudio, openStudio } from "../site.ts";
import { button, derived, drop, eventually, fact, messages, saved } from "../page.ts";

describeStudio("network files in the studio", (browser) => {
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
    await eventually(() => fact(page, "epoch").innerText()).toBe("0.00");
    for (const place of ["0.03", "0.07"]) {
      await button(page, "Step a batch").click();
      await eventually(() => fact(page, "epoch").innerText()).toBe(place);
    }
    const mine = await saved(page);
    await drop(page, "own.json", mine.replace(/"bias": \[.*?\]/, '"bias": [0, 0]'));
    await messages(page).getByText("Opened own.json.").waitFor();
    await eventually(() => fact(page, "epoch").innerText()).toBe("0.00");
    expect(parseNetworkFile(await saved(page), "saved").layers[0]!.bias).toEqual([0, 0]);
    await messages(page).getByRole("button", { name: "Undo" }).click();
    await eventually(() => fact(page, "epoch").innerText()).toBe("0.07");
    expect(await saved(page)).toBe(mine);
  });

  it("are opened by keys", async () => {
    const { page } = await openStudio(browser(), "derive");
    const chooser = page.waitForEvent("filechooser");
    await derived(page);
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
      if (panel === "train") await eventually(() => fact(page, "epoch").innerText()).toBe("0.00");
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
