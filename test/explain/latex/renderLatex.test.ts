import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Derivation } from "../../../src/explain/derivation.ts";
import { renderLatex } from "../../../src/explain/latex/renderLatex.ts";
import { composed, digitsInFocus, noteFirst, softmaxBatch } from "../support/derivations.ts";

describe("a derivation as LaTeX", () => {
  it("is a whole document in ASCII, its braces closed", () => {
    const text = renderLatex(composed("größe"), { form: "all" });
    expect(text).toMatch(/^\\documentclass[^]*\\begin\{document\}[^]*\\end\{document\}\n$/);
    expect(text).toMatch(/^[\x20-\x7e\n]*$/);
    const bare = text.replace(/\\[{}]/g, "");
    expect(bare.split("{").length).toBe(bare.split("}").length);
  });

  it("shows the chosen form and no other", () => {
    const one = renderLatex(noteFirst(), { form: "index" });
    expect(one).toContain("\\delta^{1}_{j}");
    expect(one).not.toContain("\\operatorname{diag}");
    expect(renderLatex(noteFirst(), { form: "all" })).toContain("\\operatorname{diag}");
  });

  it("refuses a form that does not exist", () => {
    expect(() => renderLatex(noteFirst(), { form: "hadamar" as "hadamard" })).toThrow(
      'renderLatex(): form must be one of hadamard, index, jacobian, tensor, all, got "hadamar"; did you mean "hadamard"?',
    );
  });
});

const hasLatex = spawnSync("pdflatex", ["--version"]).status === 0;
if (!hasLatex) {
  console.log("LaTeX documents are not compiled, for there is no pdflatex; install texlive-latex-base");
}

describe.skipIf(!hasLatex)("pdflatex compiles, and nothing runs off the page:", () => {
  it.each<[string, () => Derivation]>([
    ["a 2-2-1 network", noteFirst],
    ["a batch through softmax and cross-entropy", softmaxBatch],
    ["one weight of 784-30-10", digitsInFocus],
    ["a function with letters that LaTeX does not know", () => composed("größe中")],
  ])("%s", (_, derive) => {
    const derivation = derive();
    expect(complaintsOf(renderLatex(derivation, { form: "all" }))).toEqual([]);
    expect(complaintsOf(renderLatex(derivation, { form: "all", worksheet: "questions" }))).toEqual([]);
  });
});

/** What pdflatex says against a document: errors, lines too long for the page, signs that no font has. */
function complaintsOf(text: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), "backproof-latex-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  writeFileSync(join(folder, "page.tex"), text);
  const options = ["-interaction=nonstopmode", "-no-shell-escape", "page.tex"];
  try {
    execFileSync("pdflatex", options, { cwd: folder, stdio: "ignore" });
  } catch {
    // The log says what went wrong.
  }
  const log = readFileSync(join(folder, "page.log"), "latin1");
  return log.split("\n").filter((line) => /^!|^Overfull|Missing character|^LaTeX Warning/.test(line));
}
