import { FORM_NAMES } from "../../../src/explain/derivation.ts";
import { explainNetwork } from "../../../src/explain/network.ts";
import { FORM_TITLES } from "../../../src/explain/prose.ts";
import { toNetwork } from "../../../src/format/networkFile.ts";
import { adjointCheck, constant, costOf, forward, gradientCheck, parametersOf } from "../../../src/index.ts";
import { aligned } from "./formulas.ts";
import { exampleFile, stepOf } from "./reading.ts";
import { below, count, must, number } from "./writing.ts";

const { file, input, target } = exampleFile("note-001-second.json");
const net = toNetwork(file);
const pass = forward(net, constant(input));
const parameters = parametersOf(net);
const derivation = explainNetwork(net, { input, target });

/** Section 9: how we know that it is right. */
export const evidence = { ...byDifferences(), ...byBothModes(), ...byFourForms() };

function byDifferences(): Record<"parameters" | "differences", string> {
  const { maxRelativeError, variables } = gradientCheck(costOf(net, pass, constant(target)), parameters);
  const checked = variables.reduce((sum, variable) => sum + variable.checked, 0);
  return { parameters: count(checked), differences: below(-8, maxRelativeError) };
}

function byBothModes(): Record<"forwardMode" | "reverseMode" | "modes", string> {
  const { forward: byForward, reverse, relativeError } = adjointCheck(pass.output, parameters);
  return {
    forwardMode: number(byForward, 10),
    reverseMode: number(reverse, 10),
    modes: below(-12, relativeError),
  };
}

/** δ¹ in four forms, each computed from its own formula. */
function byFourForms(): Record<"forms" | "apart", string> {
  const { forms } = stepOf(derivation, "delta1");
  if (forms === undefined) throw new Error("δ¹ has no forms");
  const all = FORM_NAMES.map((name) => forms[name]);
  must(
    all.every(({ difference }) => difference !== undefined),
    "every form has been computed",
  );
  return {
    forms: aligned(
      ...FORM_NAMES.map((name) => `\\text{${FORM_TITLES[name]}:} \\quad & ${forms[name].formula}`),
    ),
    apart: below(-12, ...all.map(({ difference }) => difference!)),
  };
}
