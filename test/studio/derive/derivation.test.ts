import { describe, expect, it } from "vitest";
import { elementAt, needsDetail } from "../../../apps/studio/src/derive/compute/detail.ts";
import { derive } from "../../../apps/studio/src/derive/compute/deriveNumbers.ts";
import { readerOf } from "../../../apps/studio/src/derive/compute/reader.ts";
import { entryLatex, liveSymbols } from "../../../apps/studio/src/derive/derivation/liveSymbols.ts";
import { keysOf } from "../../../apps/studio/src/derive/derivation/pathKeys.ts";
import { slicesOf } from "../../../apps/studio/src/derive/derivation/tensorSlices.ts";
import { upstreamOf } from "../../../apps/studio/src/derive/derivation/upstream.ts";
import { touch } from "../../../apps/studio/src/derive/keys.ts";
import { NOTE_001, type Problem } from "../../../apps/studio/src/derive/problem/problem.ts";
import { resized, withSample } from "../../../apps/studio/src/derive/problem/resize.ts";
import { askedBy, focusText } from "../../../apps/studio/src/derive/selection.ts";
import {
  compact,
  entryName,
  stepped,
  text,
  typedNumber,
} from "../../../apps/studio/src/derive/parts/text.ts";
import { convention } from "../../../src/explain/convention.ts";
import { explainNetwork } from "../../../src/explain/network.ts";
import { toNetwork } from "../../../src/format/networkFile.ts";

const settings = convention();
const note = derive({ problem: NOTE_001, convention: settings });
const stepOf = (id: string) => note.derivation.steps.find((step) => step.id === id)!;

describe("what is derived", () => {
  it("is what the library derives", () => {
    const { network, input, target } = NOTE_001;
    expect(note.derivation).toEqual(explainNetwork(toNetwork(network), { input, target }));
  });

  it("is the one sample that is looked at, or all together", () => {
    const two = withSample(NOTE_001);
    const one = derive({ problem: two, convention: settings }).derivation;
    const both = derive({ problem: { ...two, together: true }, convention: settings }).derivation;
    const first = note.derivation.cost.value;
    expect(both.cost.value).toBeCloseTo((first + one.cost.value) / 2, 14);
  });

  it("of a wide network is one number in focus, and the others unchecked but right", () => {
    const wide = resized(NOTE_001, 1, 60);
    const { derivation, unchecked } = derive({ problem: wide, convention: settings, focus: "auto" });
    const whole = explainNetwork(toNetwork(wide.network), { input: wide.input, target: wide.target });
    const slopes = whole.steps.find(({ id }) => id === "dC-dx")!.value as number[];
    const largest = Math.abs(slopes[0]!) > Math.abs(slopes[1]!) ? 0 : 1;
    expect(derivation.focus).toMatchObject({ of: "dC-dx", index: [largest] });
    expect(derivation.paths!.length).toBeGreaterThan(0);
    for (const [id, numbers] of Object.entries(unchecked)) {
      const value = whole.steps.find((step) => step.id === id)!.value;
      const flat = (all: unknown) => [all].flat(3) as number[];
      flat(numbers).forEach((one, i) => {
        expect(one).toBeCloseTo(flat(value)[i]!, 12);
      });
    }
    expect(Object.keys(unchecked)).toContain("dC-dW1");
  });
});

describe("the reader", () => {
  it("knows givens always, and steps from when they are computed", () => {
    const reader = readerOf(NOTE_001, note, 6);
    expect(reader.at("W2", [0, 1])).toBe(-0.7);
    expect(reader.at("C", [])).toBeCloseTo(0.25387, 5);
    expect(reader.at("dC-da2", [0])).toBeCloseTo(-0.50528, 5);
    expect(reader.at("delta2", [0])).toBeUndefined();
    expect(reader.isReached("delta2")).toBe(false);
  });

  it("reads the sample that is looked at off a batch", () => {
    const problem: Problem = { ...withSample(NOTE_001), together: true };
    const both = derive({ problem, convention: settings });
    const reader = readerOf(problem, both, Infinity);
    const alone = derive({ problem: { ...problem, together: false }, convention: settings });
    expect(reader.at("a2", [1])).toBe(
      (alone.derivation.steps.find(({ id }) => id === "a2")!.value as number[])[1],
    );
    expect(reader.key("a2", [1])).toBe("a2[1,1]");
    expect(reader.key("W2", [0, 1])).toBe("W2[0,1]");
  });

  it("finds δ by the convention", () => {
    const byA = derive({ problem: NOTE_001, convention: convention({ delta: "a" }) });
    const reader = readerOf(NOTE_001, byA, Infinity);
    expect(reader.step(reader.ids(1).delta)!.of).toBe("a1");
    expect(readerOf(NOTE_001, note, Infinity).ids(1).delta).toBe("delta1");
  });
});

describe("a selection", () => {
  it.each([
    [{ of: "W2", index: [0, 1] }, ["dC-dW2"]],
    [{ of: "neuron1", index: [2] }, ["z1", "a1", "dC-da1", "delta1"]],
    [{ of: "layer2" }, ["z2", "a2", "dC-da2", "delta2", "dC-dW2", "dC-db2"]],
    [{ of: "neuron0", index: [1] }, ["dC-dx"]],
    [{ of: "y", index: [0] }, ["C"]],
    [{ of: "delta1" }, ["delta1"]],
    [{ of: "nothing" }, []],
  ])("%j is answered by %j", (selection, ids) => {
    expect(askedBy(selection, note.derivation).map(({ id }) => id)).toEqual(ids);
  });

  it("is a focus in the convention's counting", () => {
    expect(focusText({ of: "W1", index: [0, 2] }, 1)).toBe("W1[1,3]");
    expect(focusText({ of: "neuron1", index: [0] }, 0)).toBe("z1[0]");
    expect(focusText({ of: "layer1" }, 1)).toBeUndefined();
  });

  it("needs a derivation of its own where the whole one leaves its number out", () => {
    const larger = resized(NOTE_001, 1, 7);
    const { derivation } = derive({ problem: larger, convention: settings });
    expect(needsDetail({ of: "W1", index: [0, 1] }, derivation)).toBe(false);
    const last = { of: "W1", index: [6, 1] };
    expect(needsDetail(last, derivation)).toBe(true);
    const focused = derive({ problem: larger, convention: settings, focus: focusText(last, 1)! }).derivation;
    const step = focused.steps.find(({ id }) => id === "dC-dW1")!;
    const numbers = step.value as number[][];
    expect(elementAt(step, [6, 1])!.total).toBeCloseTo(numbers[6]![1]!, 15);
  });
});

describe("what lights up", () => {
  it("is the same number, or the whole that it is part of", () => {
    expect(touch("z1[2]", "z1[2]")).toBe(true);
    expect(touch("z1", "z1[2]")).toBe(true);
    expect(touch("z1[1]", "z1[2]")).toBe(false);
    expect(touch("z1", "z11")).toBe(false);
  });

  it("is found by the symbols that the library writes", () => {
    for (const { symbol, index, terms } of stepOf("dC-da1").forms!.index.elements!) {
      expect(
        entryLatex(
          stepOf("dC-da1").symbol,
          index.map((i) => i + 1),
        ),
      ).toBe(symbol);
      const written = liveSymbols(note.derivation, [{ symbol, index, terms, total: 0, count: terms.length }]);
      for (const { formula, factors } of terms) {
        const own = written.filter(({ key }) =>
          factors.some(({ of, index: at }) => key === `${of}[${at.join()}]`),
        );
        expect(own).toHaveLength(2);
        for (const { latex } of own) expect(formula).toContain(latex);
      }
    }
  });

  it("is every neuron and every weight of a path", () => {
    const { network, input, target } = NOTE_001;
    const { paths } = explainNetwork(toNetwork(network), {
      input: input[0]!,
      target: target[0]!,
      focus: "x[2]",
    });
    const [path] = paths!;
    const [, hidden, output] = path!.through.map(({ index }) => index[0]!);
    expect(keysOf(path!)).toEqual([
      "x[1]",
      `W1[${hidden},1]`,
      `a1[${hidden}]`,
      `W2[${output},${hidden}]`,
      `a2[${output}]`,
    ]);
  });
});

describe("the slices of a tensor", () => {
  it.each(["dC-dW2", "dC-dW1", "dC-db1", "delta2", "dC-da1", "dC-dx"])("add up to the gradient: %s", (id) => {
    const step = stepOf(id);
    const upstream = upstreamOf(step, note.derivation);
    const slices = slicesOf(step.forms!.tensor.tensors?.[0]?.value, upstream?.value, step.value);
    expect(slices).toHaveLength(upstream!.shape[0]!);
  });

  it("are refused where they do not", () => {
    expect(slicesOf([[1, 0]], [2], [2, 0])).toHaveLength(1);
    expect(slicesOf([[1, 0]], [2], [3, 0])).toBeUndefined();
    expect(slicesOf([[1, 0]], [2, 1], [2, 0])).toBeUndefined();
  });
});

describe("numbers in words", () => {
  it.each([
    [0.1, "0.1"],
    [-0.7, "−0.7"],
    [0.0251672, "0.0252"],
    [9.244993e-4, "9.24×10⁻⁴"],
    [1234.56789, "1234.5679"],
    [Number.NaN, "NaN"],
    [-Infinity, "−∞"],
  ])("%d is %s", (value, written) => {
    expect(text(value, 4)).toBe(written);
  });

  it("are short where there is little room", () => {
    expect(compact(-2.9345e-7, 8)).toBe("−2.9×10⁻⁷");
    expect(compact(0.123456789, 8)).toBe("0.1235");
  });

  it("have names", () => {
    expect(entryName("W2", [0, 1], 1)).toBe("w²₁,₂");
    expect(entryName("dC-da1", [0], 0)).toBe("∂C/∂a¹₀");
  });

  it("are read as people write them", () => {
    expect([" 0,5", "−2", "1e-3"].map(typedNumber)).toEqual([0.5, -2, 0.001]);
    expect(["", "abc", "1.2.3", "Infinity"].map(typedNumber)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(stepped(0.2, 0.1)).toBe(0.3);
  });
});
