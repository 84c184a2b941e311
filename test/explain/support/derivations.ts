import { readdirSync, readFileSync } from "node:fs";
import type { Derivation } from "../../../src/explain/derivation.ts";
import { explain } from "../../../src/explain/explain.ts";
import { explainNetwork } from "../../../src/explain/network.ts";
import { parseNetworkFile, toNetwork, type NetworkFile } from "../../../src/format/networkFile.ts";
import { input } from "../../../src/graph/leaves.ts";
import { named } from "../../../src/graph/tensor.ts";
import { createNetwork } from "../../../src/nn/createNetwork.ts";
import { network } from "../../../src/nn/network.ts";
import { add } from "../../../src/ops/add.ts";
import { multiply } from "../../../src/ops/multiply.ts";
import { sin } from "../../../src/ops/sin.ts";
import { Random } from "../../../src/util/random.ts";

// Derivations of every kind that pages must show: small, in batches, wide, and of no network at all.

const root = new URL("../../../", import.meta.url);

/** Deriving takes a second for the large ones, and a derivation never changes. */
function once(derive: () => Derivation): () => Derivation {
  let known: Derivation | undefined;
  return () => (known ??= derive());
}

/** An example of the notes, a network with its sample: 2-2-1 the first, 2-3-2 the second; sigmoid, quadratic cost. */
export function noteFile(which: "first" | "second"): NetworkFile {
  const name = `note-001-${which}.json`;
  return parseNetworkFile(readFileSync(new URL(`examples/${name}`, root), "utf8"), name);
}

function explainedNote(which: "first" | "second"): Derivation {
  const file = noteFile(which);
  return explainNetwork(toNetwork(file), { input: file.input!, target: file.target! });
}

export const noteFirst = once(() => explainedNote("first"));
export const noteSecond = once(() => explainedNote("second"));

/** A batch through softmax and cross-entropy, whose gradients are derived as one. */
export const softmaxBatch = once((): Derivation => {
  const net = network({
    layers: [
      {
        weights: [
          [0.4, -0.7],
          [0.3, 0.1],
          [-0.5, 0.8],
        ],
        bias: [0.1, -0.2, 0],
        activation: "relu",
      },
      {
        weights: [
          [0.6, -0.3, 0.2],
          [-0.1, 0.9, 0.4],
        ],
        bias: [0, 0.3],
        activation: "softmax",
      },
    ],
    cost: "cross-entropy",
    reduction: "mean",
  });
  const rows = {
    input: [
      [1, 0.5],
      [-0.4, 1.2],
      [0.3, -0.9],
    ],
    target: [
      [1, 0],
      [0, 1],
      [1, 0],
    ],
  };
  return explainNetwork(net, rows);
});

/** A network for digits, of which only one weight and what it needs is shown. */
export const digitsInFocus = once((): Derivation => {
  const net = createNetwork({ sizes: [784, 30, 10], seed: 1 });
  const random = new Random(7).stream("pixels");
  const pixels = Array.from({ length: 784 }, () => random.uniform());
  const target = Array.from({ length: 10 }, (_, digit) => (digit === 3 ? 1 : 0));
  return explainNetwork(net, { input: pixels, target, focus: "W1[12,300]" });
});

/** C = x sin x with a name between, so no network. */
export function composed(label = "u"): Derivation {
  const x = input("x", []);
  const u = named(label, sin(x));
  return explain(named("C", add(multiply(u, x), u)), { feeds: { x: 2 } });
}

export interface Golden {
  readonly name: string;
  readonly derivation: Derivation;
  readonly expected: {
    readonly cost: number;
    readonly layers: readonly Readonly<Record<"z" | "a" | "delta" | "dW" | "db", number[][] | number[]>>[];
    readonly dx: number[][];
  };
}

/** The golden networks, derived, and what PyTorch says about them. */
export function goldens(): Golden[] {
  const folder = new URL("test/golden/gradients/", root);
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return names.map((name) => {
    const text = JSON.parse(readFileSync(new URL(name, folder), "utf8")) as {
      network: Parameters<typeof network>[0] & { input: number[][]; target: number[][] };
      expected: Golden["expected"];
    };
    const { input: rows, target } = text.network;
    return {
      name,
      derivation: explainNetwork(network(text.network), { input: rows, target }),
      expected: text.expected,
    };
  });
}

/** Every formula of a derivation. */
export function formulasOf({ givens, steps }: Derivation): string[] {
  return [
    ...givens.map(({ symbol }) => symbol),
    ...steps.flatMap(({ symbol, formula, shapes, substituted, forms = {} }) => [
      ...[symbol, formula, shapes, substituted],
      ...Object.values(forms).flatMap((form) => [form.formula, ...form.substituted]),
    ]),
  ];
}
