import { describe, expect, it } from "vitest";
import { copyInputs, copyTargets, type Dataset } from "../../src/data/dataset.ts";
import { networkDataset } from "../../src/format/networkData.ts";
import type { NetworkFile } from "../../src/format/networkFile.ts";
import { FormatError } from "../../src/util/errors.ts";

const file = (batch: Pick<NetworkFile, "input" | "target">): NetworkFile => ({
  layers: [],
  cost: "quadratic",
  reduction: "mean",
  ...batch,
});

const input = [
  [1, 2, 3],
  [4, 5, -0.5],
];

const dataset = (target: number[][]): Dataset => networkDataset(file({ input, target }), "net.json");

describe("networkDataset", () => {
  it.each([
    [
      [
        [0.8, 1],
        [0, 1],
      ],
    ],
    [
      [
        [1, 1],
        [0, 1],
      ],
    ],
    [
      [
        [0, 0],
        [0, 1],
      ],
    ],
    [[[1], [0]]],
  ])("takes %j for values", (target) => {
    const values = dataset(target);
    expect(values).toMatchObject({ kind: "regression", name: "net.json", size: 2 });
    const copied = new Float64Array(target.flat().length);
    copyTargets(values, [0, 1], copied);
    expect([...copied]).toEqual(target.flat());
  });

  it("takes one-hot rows for classes, and copies the same targets", () => {
    const classes = dataset([
      [0, 0, 1],
      [1, 0, 0],
    ]);
    expect(classes).toMatchObject({ kind: "labelled", name: "net.json", size: 2, classes: ["0", "1", "2"] });
    const targets = new Float64Array(6);
    copyTargets(classes, [0, 1], targets);
    expect([...targets]).toEqual([0, 0, 1, 1, 0, 0]);
    const inputs = new Float64Array(6);
    copyInputs(classes, [0, 1], inputs);
    expect([...inputs]).toEqual(input.flat());
  });

  it.each([
    [{}, "input and no target"],
    [{ input }, "target"],
    [{ target: input }, "input"],
  ])("refuses a file that lacks %#", (batch, missing) => {
    const read = () => networkDataset(file(batch), "net.json");
    expect(read).toThrow(FormatError);
    expect(read).toThrow(
      `net.json: must have input and target to be trained on, got no ${missing}; ` +
        "add them as lists of rows, one row per sample",
    );
  });
});
