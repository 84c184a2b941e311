import { describe, expect, test } from "vitest";
import type { Derivation } from "../../../src/explain/derivation.ts";
import { displayWidth } from "../../../src/explain/text/displayWidth.ts";
import { renderText } from "../../../src/explain/text/renderText.ts";
import { twoTwoOne } from "../support/twoTwoOne.ts";

const PAGES = "__pages__";

describe("renderText", () => {
  test("prints a derivation from the givens to the verdict", async () => {
    await expect(renderText(twoTwoOne)).toMatchFileSnapshot(`${PAGES}/hadamard.txt`);
  });

  test("prints all four forms of each backward step", async () => {
    await expect(renderText(twoTwoOne, { form: "all", width: 72 })).toMatchFileSnapshot(`${PAGES}/all.txt`);
  });

  test("prints a worksheet with blanks in the place of every result", async () => {
    await expect(renderText(twoTwoOne, { worksheet: "questions" })).toMatchFileSnapshot(
      `${PAGES}/questions.txt`,
    );
  });

  test("tells none of the results in the questions, in whatever form", () => {
    for (const form of ["index", "hadamard", "jacobian", "tensor", "all"] as const) {
      const text = renderText(twoTwoOne, { worksheet: "questions", form });
      for (const result of ["0.35", "0.5866", "0.4431", "0.0637", "0.0881", "0.0258", "✓"]) {
        expect(text).not.toContain(result);
      }
    }
  });

  test("numbers the solutions as the questions", () => {
    const numbered = (text: string): string[] => text.split("\n").filter((line) => /^ *\d+\. /.test(line));
    const [questions, solutions] = (["questions", "solutions"] as const).map((worksheet) =>
      renderText(twoTwoOne, { worksheet }),
    );
    expect(numbered(solutions!)).toEqual(numbered(questions!));
    expect(solutions).toMatch(/^Solutions: 2-2-1 network/);
    expect(solutions).toContain("0.0258");
  });

  test.each([60, 80, 100, 120])("keeps to %i columns", (width) => {
    const lines = renderText(twoTwoOne, { form: "all", width }).split("\n");
    for (const line of lines) expect(displayWidth(line), line).toBeLessThanOrEqual(width);
  });

  test("colours only when asked to, and changes nothing else by it", () => {
    const coloured = renderText(twoTwoOne, { colour: true, form: "all" });
    expect(renderText(twoTwoOne)).not.toContain("\u001b");
    expect(coloured).toContain("\u001b[32m✓\u001b[39m");
    // eslint would rather not see escape codes in an expression, so they are taken out by splitting.
    const bare = coloured.split("\u001b").map((part, i) => (i === 0 ? part : part.replace(/^\[\d+m/, "")));
    expect(bare.join("")).toBe(renderText(twoTwoOne, { form: "all" }));
  });

  test("marks a step whose check failed, and the whole", () => {
    const steps = twoTwoOne.steps.map((step) =>
      step.id === "delta1"
        ? { ...step, check: { ...step.check, verdict: "fail" as const, relativeError: 0.5 } }
        : step,
    );
    const wrong: Derivation = { ...twoTwoOne, steps, check: { maxRelativeError: 0.5, verdict: "fail" } };
    const text = renderText(wrong);
    expect(text.match(/✗/g)).toHaveLength(2);
    expect(text).toContain(
      "✗ relative error 5.0e-1 against central differences of the cost (2 of 2 elements)",
    );
    expect(text).toContain("✗ C = 0.0637; 13 steps, wrong: δ¹; largest relative error 5.0e-1.");
  });

  test("marks a step that agrees with the next, and not with the cost", () => {
    const endToEnd = { verdict: "fail", relativeError: 0.25, checked: 2 } as const;
    const steps = twoTwoOne.steps.map((step) =>
      step.id === "delta1" ? { ...step, check: { ...step.check, endToEnd } } : step,
    );
    const text = renderText({ ...twoTwoOne, steps, check: { maxRelativeError: 0.25, verdict: "fail" } });
    expect(text).toMatch(/✗ relative error 3\.2e-11 [^;]*; 2\.5e-1\s+against differences of the whole cost/);
    expect(text).toContain("✗ C = 0.0637; 13 steps, wrong: δ¹; largest relative error 2.5e-1.");
  });

  test("says the convention, with indices from 0 where it has them", () => {
    const convention = {
      ...twoTwoOne.convention,
      firstIndex: 0,
      costFactor: "half",
      gradient: "row",
    } as const;
    const text = renderText({ ...twoTwoOne, convention }, { width: 200 });
    expect(text).toContain(
      "Conventions: the cost ½‖a - y‖², over the batch as given; δ is ∂C/∂z; gradients are rows; indices from 0; 4 digits shown.",
    );
    expect(text).toContain("x[0] → z¹[1] → a¹[1]");
  });

  test("says what is in focus, and why a form is left out", () => {
    const steps = twoTwoOne.steps.map((step) => {
      if (step.forms === undefined) return step;
      const { difference: _, ...rest } = step.forms.tensor;
      const tensor = { ...rest, substituted: [], omitted: "The stack has 9,000,000 numbers." };
      return { ...step, forms: { ...step.forms, tensor } };
    });
    const text = renderText(
      { ...twoTwoOne, steps, focus: { text: "W1[2,1]", of: "W1", index: [1, 0] } },
      { form: "tensor" },
    );
    expect(text).toContain("Only what W1[2,1] needs is shown.");
    expect(text).toContain("The stack has 9,000,000 numbers.");
  });

  test("refuses a form that does not exist", () => {
    const options = JSON.parse('{ "form": "hadamrd" }') as { form: "hadamard" };
    expect(() => renderText(twoTwoOne, options)).toThrow(
      'renderText(): form must be one of hadamard, index, jacobian, tensor, all, got "hadamrd"; did you mean "hadamard"?',
    );
  });
});
