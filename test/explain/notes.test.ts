import { describe, expect, it } from "vitest";
import type { Derivation } from "../../src/explain/derivation.ts";
import { explainNetwork } from "../../src/explain/network.ts";
import { shown } from "../../src/explain/numbers.ts";
import { toNetwork, type NetworkFile } from "../../src/format/networkFile.ts";
import {
  entries,
  first,
  isRight,
  printedFirst,
  printedSecond,
  second,
  type Quantity,
} from "../notes/printed.ts";

/** Which step each quantity of the note is. */
const STEP: Record<Quantity, string> = {
  z1: "z1",
  a1: "a1",
  z2: "z2",
  a2: "a2",
  dCda2: "dC-da2",
  delta2: "delta2",
  dW2: "dC-dW2",
  dCda1: "dC-da1",
  delta1: "delta1",
  dW1: "dC-dW1",
};

describe("note 001's first numerical example, explained", () => {
  const derivation = explained(first);

  it("has every intermediate of the note in its order, but that ∂C/∂W² comes as soon as δ² is known", () => {
    const order = entries(printedFirst).map(([name]) => STEP[name]);
    const inOrder = stepsAmong(derivation, order);
    expect(new Set(inOrder)).toEqual(new Set(order));
    for (const part of [order.slice(0, 8), order.slice(8)])
      expect(stepsAmong(derivation, part)).toEqual(part);
  });

  it("is right to the digits that the note prints", () => {
    for (const { printed, value } of compared(derivation, printedFirst))
      expect(isRight(printed, value)).toBe(true);
  });

  it("shows other last digits only where the note goes on with rounded numbers", () => {
    const lines = compared(derivation, printedFirst)
      .filter(({ printed, value }) => shown(printed, 4) !== shown(Number(value.toFixed(4)), 4))
      .map(({ place, printed, value }) => `${place}: ${shown(printed, 4)} is ${shown(value, 4)}`);
    // The note's δ² is -0.0880 where it is -0.08807…, and what follows has that error.
    expect(lines).toEqual([
      "δ²[1]: -0.088 is -0.0881",
      "∂C/∂a¹[1]: -0.0616 is -0.0617",
      "∂C/∂a¹[2]: 0.1056 is 0.1057",
      "δ¹[1]: -0.0149 is -0.0150",
      "∂C/∂W²[1]: -0.0516 is -0.0517",
      "∂C/∂W²[2]: -0.0505 is -0.0506",
      "∂C/∂W¹[1]: -0.0149 is -0.0150",
    ]);
  });

  it("shows σ′ too", () => {
    expect(substituted(derivation, "delta2")).toContain("0.2468");
    expect(substituted(derivation, "delta1")).toContain("\\begin{bmatrix} 0.2425 \\\\ 0.2445 \\end{bmatrix}");
  });
});

describe("note 001's second numerical example, explained", () => {
  const derivation = explained(second);

  it("has every intermediate of the note in its order", () => {
    const order = entries(printedSecond).map(([name]) => STEP[name]);
    expect(stepsAmong(derivation, order)).toEqual(order);
    const ids = derivation.steps.map(({ id }) => id);
    // ∂C/∂b follows ∂C/∂W, as in the note.
    for (const layer of ["1", "2"])
      expect(ids.indexOf(`dC-db${layer}`)).toBe(ids.indexOf(`dC-dW${layer}`) + 1);
  });

  it("names each number that is wrong in the note, with the right one", () => {
    const wrong = compared(derivation, printedSecond)
      .filter(({ printed, value }) => !isRight(printed, value))
      .map(({ place, printed, value }) => `${place}: not ${String(printed)} but ${shown(value, 4)}`);
    expect(wrong).toEqual(
      `z¹[1]: not 0.24 but 0.23
       z¹[3]: not 0.63 but 0.64
       a¹[1]: not 0.5597 but 0.5572
       a¹[3]: not 0.6522 but 0.6548
       z²[1]: not 0.167 but -0.0211
       z²[2]: not 0.069 but 0.0097
       a²[1]: not 0.5417 but 0.4947
       a²[2]: not 0.5172 but 0.5024
       ∂C/∂a²[1]: not -0.4583 but -0.5053
       ∂C/∂a²[2]: not 0.5172 but 0.5024
       δ²[1]: not -0.1138 but -0.1263
       δ²[2]: not 0.1291 but 0.1256
       ∂C/∂W²[1]: not -0.0637 but -0.0704
       ∂C/∂W²[2]: not -0.06 but -0.0666
       ∂C/∂W²[3]: not -0.0743 but -0.0827
       ∂C/∂W²[4]: not 0.0722 but 0.0700
       ∂C/∂W²[5]: not 0.0681 but 0.0663
       ∂C/∂W²[6]: not 0.0842 but 0.0822
       ∂C/∂a¹[1]: not 0.0278 but 0.0375
       ∂C/∂a¹[2]: not -0.0907 but 0.1010
       ∂C/∂a¹[3]: not -0.09 but -0.0881
       δ¹[1]: not 0.0069 but 0.0092
       δ¹[2]: not -0.0226 but 0.0252
       δ¹[3]: not -0.0204 but -0.0199
       ∂C/∂W¹[1]: not 0.0062 but 0.0083
       ∂C/∂W¹[2]: not 0.0007 but 9.245 \\cdot 10^{-4}
       ∂C/∂W¹[3]: not -0.0204 but 0.0227
       ∂C/∂W¹[4]: not -0.0023 but 0.0025
       ∂C/∂W¹[5]: not -0.0184 but -0.0179`.split(/\n */),
    );
  });
});

function explained(file: NetworkFile): Derivation {
  const derivation = explainNetwork(toNetwork(file), { input: file.input!, target: file.target! });
  expect(derivation.check.verdict).toBe("pass");
  return derivation;
}

/** Those steps, in the order of the derivation. */
function stepsAmong({ steps }: Derivation, ids: readonly string[]): string[] {
  return steps.map(({ id }) => id).filter((id) => ids.includes(id));
}

/** Each number that the note prints beside the one that is derived. */
function compared({ steps }: Derivation, printed: Record<Quantity, number[]>) {
  return entries(printed).flatMap(([quantity, numbers]) => {
    const step = steps.find(({ id }) => id === STEP[quantity])!;
    const found = [step.value].flat(2) as number[];
    expect(found).toHaveLength(numbers.length);
    for (const value of found) expect(step.substituted).toContain(shown(value, 4));
    return numbers.map((number, i) => ({
      place: `${step.name}[${i + 1}]`,
      printed: number,
      value: found[i]!,
    }));
  });
}

function substituted({ steps }: Derivation, id: string): string {
  return steps.find((step) => step.id === id)!.substituted;
}
