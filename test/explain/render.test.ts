import { describe, expect, it } from "vitest";
import { FORMATS, formatOf, render, type Format } from "../../src/explain/render.ts";
import { noteFirst } from "./support/derivations.ts";

describe("render", () => {
  it.each<[Format, RegExp]>([
    ["text", /^2-2-1 network/],
    ["markdown", /^# 2-2-1 network/],
    ["latex", /^\\documentclass/],
    ["html", /^<!doctype html>/],
    ["json", /^\{\n {2}"cost": 0.0636983/],
    ["svg", /^<svg /],
  ])("writes %s", async (format, beginning) => {
    expect(await render(noteFirst(), format)).toMatch(beginning);
  });

  it.each(FORMATS)("leaves the cost out of a worksheet's questions: %s", async (format) => {
    expect(await render(noteFirst(), format, { worksheet: "questions" })).not.toMatch(/0\.063[67]/);
    expect(await render(noteFirst(), format, { worksheet: "solutions" })).toMatch(/0\.063[67]/);
  });

  it("refuses a format that does not exist", async () => {
    await expect(render(noteFirst(), "htm" as Format)).rejects.toThrow(
      'render(): format must be one of text, markdown, latex, html, json, svg, got "htm"; did you mean "html"?',
    );
  });
});

describe("formatOf", () => {
  it.each([
    ["notes.md", "markdown"],
    ["a.b/notes.TEX", "latex"],
    ["page.htm", "html"],
    ["x.svg", "svg"],
    ["x.txt", "text"],
    ["x.json", "json"],
  ])("%s is %s", (name, format) => {
    expect(formatOf(name)).toBe(format);
  });

  it.each(["notes", "notes.pdf", "a.md/notes", "notes.constructor"])(
    "refuses %s, and says what it knows",
    (name) => {
      expect(() => formatOf(name)).toThrow(
        `formatOf(): "${name}" must end in one of .txt, .text, .md, .markdown, .tex, .html, .htm, .json, .svg`,
      );
    },
  );
});
