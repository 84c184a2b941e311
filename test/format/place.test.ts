import { describe, expect, it } from "vitest";
import { formatPath, inside, refusal } from "../../src/format/place.ts";

describe("formatPath", () => {
  it.each([
    [[], ""],
    [["layers", 1, "weights", 3], "layers[1].weights[3]"],
    [[0, "leaky-relu"], "[0].leaky-relu"],
    [["options", "a b"], 'options["a b"]'],
    [["a.b", ""], '["a.b"][""]'],
  ])("writes %j as %s", (path, text) => {
    expect(formatPath(path)).toBe(text);
  });
});

describe("refusal", () => {
  it("names the file, and the path where there is one", () => {
    const place = { where: "net.json", path: [] };
    expect(refusal(place, "must be x, got y").message).toBe("net.json: must be x, got y");
    expect(refusal(inside(place, "layers", 0), "must be x, got y").message).toBe(
      "net.json: layers[0] must be x, got y",
    );
  });
});
