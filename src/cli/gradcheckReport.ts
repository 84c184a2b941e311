import type { EngineCheck, EngineVariableCheck } from "../check/engineCheck.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Engine } from "../engines.ts";
import { count, counted, table } from "./format.ts";

/** A check as JSON. */
export function checkJson({ variables, ...summary }: EngineCheck): Record<string, unknown> {
  const parameters = variables.map(({ relativeError, ...rest }) => ({
    ...rest,
    maxRelativeError: relativeError,
  }));
  return { ...summary, parameters };
}

/** A check as lines of text: a table with a row for each parameter, and the verdict. */
export function checkLines(
  { maxRelativeError, maxReferenceError, verdict, variables }: EngineCheck,
  data: Dataset,
  { name, precision }: Pick<Engine, "name" | "precision">,
  tolerance: number,
): string[] {
  // The reference agrees with itself: a column of zeros would tell nothing.
  const isReference = name === "reference";
  const head = [
    ...["parameter", "shape", "checked", "relative error"],
    ...(isReference ? [] : ["to the reference"]),
    ...["worst element", "gradient", "numeric", "kinks", ""],
  ];
  const rows = variables.map((variable) => checkRow(variable, tolerance, isReference));
  const elements = variables.reduce((sum, { checked }) => sum + checked, 0);
  const agreement = isReference ? "" : `, to the reference ${maxReferenceError.toExponential(2)}`;
  const limit = tolerance < 0.001 ? tolerance.toExponential() : String(tolerance);
  return [
    `∂C/∂parameter by ${name} in ${precision} against central differences, ${counted(data.size, "sample")} of ${data.name}`,
    "",
    ...table([head, ...rows], [0, 1, isReference ? 4 : 5]),
    "",
    `${verdict}: ${counted(elements, "element")}, largest relative error ${maxRelativeError.toExponential(2)}${agreement}, tolerance ${limit}`,
  ];
}

function checkRow(variable: EngineVariableCheck, tolerance: number, isReference: boolean): string[] {
  const { name, shape, checked, relativeError, referenceError, worst, kinks } = variable;
  const agrees = kinks > 0 || referenceError <= tolerance;
  return [
    ...[name, shape.join("×"), count(checked), relativeError.toExponential(2)],
    ...(isReference ? [] : [referenceError.toExponential(2)]),
    ...[`[${worst.index.join(", ")}]`, worst.gradient.toPrecision(10), worst.numeric.toPrecision(10)],
    String(kinks),
    relativeError <= tolerance && agrees ? "ok" : "wrong",
  ];
}
