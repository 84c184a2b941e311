import { describe, expect, it } from "vitest";
import type { Derivation, Numbers, Step } from "../../src/explain/derivation.ts";
import { shown } from "../../src/explain/numbers.ts";
import { worksheet } from "../../src/explain/worksheet.ts";
import { composed, noteFirst, softmaxBatch } from "./support/derivations.ts";

const raw = String.raw;

describe("the questions of a worksheet", () => {
  it("keep formulas and what is given, and leave the result blank", () => {
    const questions = worksheet(noteFirst(), "questions");
    expect(questions.title).toBe("Worksheet: 2-2-1 network, quadratic cost, one sample");
    expect(questions.givens).toEqual(noteFirst().givens);
    expect(questions.steps.map(({ formula }) => formula)).toEqual(
      noteFirst().steps.map(({ formula }) => formula),
    );
    expect(stepOf(questions, "z1").substituted).toBe(
      raw`z^{1} = \begin{bmatrix} 0.1 & 0.3 \\ 0.2 & 0.4 \end{bmatrix} \begin{bmatrix} 1 \\ 0.5 \end{bmatrix} + \begin{bmatrix} 0.1 \\ -0.1 \end{bmatrix} = \begin{bmatrix} \_\_\_ \\ \_\_\_ \end{bmatrix}`,
    );
  });

  it("leave blank what was to be worked out in a step before", () => {
    const questions = worksheet(noteFirst(), "questions");
    expect(stepOf(questions, "a1").substituted).toBe(
      raw`a^{1} = \sigma\left(\begin{bmatrix} \_\_\_ \\ \_\_\_ \end{bmatrix}\right) = \begin{bmatrix} \_\_\_ \\ \_\_\_ \end{bmatrix}`,
    );
    const [, second] = stepOf(questions, "dC-da1").forms!.index.substituted;
    expect(second).toMatch(
      / = w\^\{2\}_\{1,2\} .*\\delta\^\{2\}_\{1\} = -1\.2 \S+ \\_\\_\\_\\_ = \\_\\_\\_\\_$/,
    );
  });

  it("do not take the number of a layer for one that is given", () => {
    // Of the slopes of relu at z¹ four are 1.
    const { index } = stepOf(worksheet(softmaxBatch(), "questions"), "delta1").forms!;
    for (const equation of index.substituted) {
      expect(equation).toMatch(/ = \\_\\_\\_\\_ \\cdot \\_\\_\\_\\_ = \\_\\_\\_\\_$/);
    }
  });

  it("keep the numbers of the formula itself", () => {
    expect(stepOf(worksheet(composed(), "questions"), "dC-du").substituted).toBe(
      raw`\frac{\partial C}{\partial u} = 1 + 2 = \_\_\_\_`,
    );
  });

  it.each<[string, () => Derivation]>([
    ["a 2-2-1 network", noteFirst],
    ["a batch", softmaxBatch],
    ["a composed function", composed],
  ])("give no number away that is to be found: %s", (_, derive) => {
    const derivation = derive();
    const { digits } = derivation.convention;
    const write = (value: number): string => shown(Math.abs(value), digits);
    const known = new Set(derivation.givens.flatMap(({ value }) => flat(value ?? [])).map(write));
    const secret = derivation.steps.flatMap(({ value }) => flat(value ?? [])).map(write);
    const looksWorkedOut = secret.filter((number) => /\.\d{3}/.test(number) && !known.has(number));
    expect(looksWorkedOut.length).toBeGreaterThan(2);
    const text = JSON.stringify(worksheet(derivation, "questions").steps);
    expect(
      looksWorkedOut.filter((number) =>
        new RegExp(`(?<![\\d.])${number.replace(/[.\\^{}]/g, "\\$&")}`).test(text),
      ),
    ).toEqual([]);
  });

  it("say neither the cost nor the paths", () => {
    const questions = worksheet(noteFirst(), "questions");
    expect(questions.cost.value).toBeNaN();
    expect(questions).not.toHaveProperty("paths");
  });
});

describe("the solutions of a worksheet", () => {
  it("are the derivation, and say so", () => {
    const { title, ...rest } = worksheet(noteFirst(), "solutions");
    expect(title).toBe("Solutions: 2-2-1 network, quadratic cost, one sample");
    expect(noteFirst()).toMatchObject(rest);
  });
});

function stepOf({ steps }: Derivation, id: string): Step {
  return steps.find((step) => step.id === id)!;
}

function flat(value: Numbers): number[] {
  return typeof value === "number" ? [value] : value.flatMap(flat);
}
