import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { gradients } from "../src/autodiff/reverse.ts";
import { evaluate } from "../src/backend/reference/evaluate.ts";
import { input } from "../src/graph/leaves.ts";
import type { Tensor } from "../src/graph/tensor.ts";
import { costOf, forward, network, parametersOf } from "../src/nn/network.ts";
import { toHostArray, type ArrayLike } from "../src/tensor/hostArray.ts";

/** Gradients of random networks by PyTorch in float64; `source` in each folder's README says how they were made. */
const folder = new URL("golden/gradients/", import.meta.url);

interface Golden {
  network: Parameters<typeof network>[0] & { input: number[][]; target: number[][] };
  expected: {
    cost: number;
    layers: Record<"z" | "a" | "delta" | "dW" | "db", number[][]>[];
    dx: number[][];
  };
}

describe("networks agree with PyTorch to 1e-10", () => {
  it.each(readdirSync(folder).filter((name) => name.endsWith(".json")))("%s", (name) => {
    const golden = JSON.parse(readFileSync(new URL(name, folder), "utf8")) as Golden;
    const net = network(golden.network);
    const target = toHostArray(golden.network.target);
    const given = toHostArray(golden.network.input);
    const x = input("x", given.shape);
    const y = input("y", target.shape);
    const pass = forward(net, x);
    const cost = costOf(net, pass, y);
    const found = gradients(cost, [x, ...pass.z, ...parametersOf(net)]) as readonly Tensor[];
    const numbers = (tensors: readonly Tensor[]) =>
      evaluate(
        tensors,
        new Map([
          [x, given],
          [y, target],
        ]),
      );

    close(numbers([cost])[0]!, golden.expected.cost);
    const [dx, ...rest] = numbers(found);
    close(dx!, golden.expected.dx);
    const [z, a] = [numbers(pass.z), numbers(pass.a)];
    golden.expected.layers.forEach((layer, l) => {
      close(z[l]!, layer.z);
      close(a[l]!, layer.a);
      close(rest[l]!, layer.delta);
      close(rest[net.layers.length + 2 * l]!, layer.dW);
      close(rest[net.layers.length + 2 * l + 1]!, layer.db);
    });
  });
});

/** ‖got - expected‖ ≤ 1e-10 ‖expected‖, in the same shape. */
function close(got: ArrayLike, expected: ArrayLike): void {
  const [g, e] = [toHostArray(got), toHostArray(expected)];
  expect(g.shape).toEqual(e.shape);
  const distance = Math.hypot(...g.data.map((value, i) => value - e.data[i]!));
  expect(distance).toBeLessThanOrEqual(1e-10 * Math.hypot(...e.data));
}
