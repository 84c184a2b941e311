import { convention, defaultConvention, FORM_NAMES, type Convention } from "backproof/explain";
import { sizesOf, type Problem } from "../../derive/problem/problem.ts";
import type { Selection } from "../../derive/selection.ts";
import { FIRST_STATE, type DeriveState } from "../../derive/state.ts";
import type { Words } from "../codec/link.ts";
import { LinkError } from "../codec/linkError.ts";
import { formatNetwork, parseNetwork } from "../codec/networkWord.ts";
import { formatRows, parseRows } from "../codec/rows.ts";
import { oneOfNames, WordReader } from "../codec/wordReader.ts";
import { formatSource, parseSource } from "./sourceWord.ts";

/** All of Derive: `network=2-3-2~…&input=0.9,0.1&target=1,0&select=W2.0.1&step=end&…`. */
export function deriveWords(state: DeriveState): Words {
  const { problem, convention: settings, selection, step, rate, form, source } = state;
  return {
    network: formatNetwork(problem.network),
    input: formatRows(problem.input),
    target: formatRows(problem.target),
    sample: String(problem.sample),
    together: problem.together ? "yes" : "no",
    convention: formatConvention(settings),
    select: selection === null ? "none" : [selection.of, ...(selection.index ?? [])].join("."),
    step: String(step),
    rate: String(rate),
    form,
    ...(source && { source: formatSource(source) }),
  };
}

/** @throws LinkError for the first word that does not fit */
export function deriveState(words: Words): DeriveState {
  const reader = new WordReader(words, "Derive");
  const network = reader.take("network", parseNetwork, FIRST_STATE.problem.network);
  const sizes = sizesOf({ ...FIRST_STATE.problem, network });
  const [inputs, outputs] = [sizes[0]!, sizes.at(-1)!];
  const blank = (width: number, first: readonly (readonly number[])[]) =>
    first[0]!.length === width ? first : [Array.from({ length: width }, () => 0)];
  const input = reader.take(
    "input",
    (text, where) => parseRows(text, where, inputs),
    blank(inputs, FIRST_STATE.problem.input),
  );
  const target = reader.take(
    "target",
    (text, where) => parseRows(text, where, outputs),
    blank(outputs, FIRST_STATE.problem.target),
  );
  if (input.length !== target.length) {
    throw new LinkError(
      `This link does not fit Derive: it must have a target for each input, got ${input.length} inputs and ${target.length} targets; copy it again.`,
    );
  }
  const state: DeriveState = {
    problem: firstOrOwn({
      ...{ network, input, target },
      sample: reader.whole("sample", 0, input.length - 1, 0),
      together: reader.choice("together", ["yes", "no"], "no") === "yes",
    }),
    convention: reader.take("convention", parseConvention, FIRST_STATE.convention),
    selection: reader.take("select", parseSelection, FIRST_STATE.selection),
    step: reader.take("step", parseStep, FIRST_STATE.step),
    rate: reader.number("rate", Number.MIN_VALUE, Number.MAX_VALUE, FIRST_STATE.rate),
    form: reader.choice("form", [...FORM_NAMES, "all"], FIRST_STATE.form),
  };
  const source = reader.take("source", (text, where) => parseSource(text, where, inputs, outputs), undefined);
  reader.done();
  return source === undefined ? state : { ...state, source };
}

/** The first problem itself, if it is the same: others tell by that whether anything was changed. */
function firstOrOwn(problem: Problem): Problem {
  const first = FIRST_STATE.problem;
  const text = ({ network, input, target, sample, together }: Problem): string =>
    [formatNetwork(network), formatRows(input), formatRows(target), sample, together].join();
  return text(problem) === text(first) ? first : problem;
}

/** In which order the convention's settings stand. New ones go to the end, and may be absent. */
const CONVENTION = ["costFactor", "reduction", "delta", "gradient", "firstIndex", "digits"] as const;

/** `given,given,z,column,1,4` */
export function formatConvention(settings: Convention): string {
  return CONVENTION.map((name) => settings[name]).join(",");
}

function parseConvention(text: string, where: string): Convention {
  const values = text.split(",");
  const named = CONVENTION.slice(0, values.length).map((name, i) => {
    const isNumber = typeof defaultConvention[name] === "number";
    return [name, isNumber ? Number(values[i]) : values[i]] as const;
  });
  try {
    if (values.length > CONVENTION.length)
      throw new Error(`it has ${CONVENTION.length} settings, got ${values.length}`);
    return convention(Object.fromEntries(named));
  } catch (error) {
    throw new LinkError(`${where} must be a convention: ${(error as Error).message}; copy the link again.`);
  }
}

function parseSelection(text: string, where: string): Selection | null {
  if (text === "none") return null;
  const [, of, places = ""] = /^([A-Za-z][\w-]{0,39})((?:\.\d{1,5}){0,3})$/.exec(text) ?? [];
  if (of === undefined) {
    throw new LinkError(
      `${where} must be such as W2.0.1, neuron1.2 or none, got ${JSON.stringify(text)}; correct it or leave it out.`,
    );
  }
  return places === "" ? { of } : { of, index: places.slice(1).split(".").map(Number) };
}

function parseStep(text: string, where: string): number | "end" {
  return /^\d{1,5}$/.test(text) ? Number(text) : oneOfNames(text, ["end"] as const, where);
}
