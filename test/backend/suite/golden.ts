import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { gradients } from "../../../src/autodiff/reverse.ts";
import { input } from "../../../src/graph/leaves.ts";
import type { Tensor } from "../../../src/graph/tensor.ts";
import { costOf, forward, network, parametersOf } from "../../../src/nn/network.ts";
import { toHostArray, type ArrayLike } from "../../../src/tensor/hostArray.ts";
import { farFrom } from "./compare.ts";
import { compileOn, compileReference, TOLERANCE, type EngineUnderTest } from "./engine.ts";

const folder = new URL("../../golden/gradients/", import.meta.url);

interface Golden {
  network: Parameters<typeof network>[0] & { input: number[][]; target: number[][] };
}

/** Cost, z, a, δ, ∂C/∂W, ∂C/∂b and ∂C/∂x of the golden networks. */
export function testGoldenNetworks(engine: EngineUnderTest): void {
  it.each(readdirSync(folder).filter((name) => name.endsWith(".json")))("%s", async (name) => {
    const golden = JSON.parse(readFileSync(new URL(name, folder), "utf8")) as Golden;
    const given: [Tensor, ArrayLike][] = [golden.network.input, golden.network.target].map((value, i) => [
      input(i === 0 ? "x" : "y", toHostArray(value).shape),
      value,
    ]);
    const [x, y] = [given[0]![0], given[1]![0]];
    const net = network(golden.network);
    const pass = forward(net, x);
    const cost = costOf(net, pass, y);
    const slopes = gradients(cost, [x, ...pass.z, ...parametersOf(net)]) as readonly Tensor[];
    const outputs = [cost, ...pass.z, ...pass.a, ...slopes];
    const [own, right] = [await compileOn(engine, { outputs }), compileReference({ outputs })];
    for (const compiled of [own, right]) {
      for (const [leaf, value] of given) compiled.write(leaf, value);
      compiled.run();
    }
    const wrong = outputs.flatMap((node, i) => {
      const found = farFrom(own.read(node), right.read(node), TOLERANCE[engine.precision]);
      return found === undefined ? [] : [`output ${i}, ${String(node)}: ${found}`];
    });
    own.dispose();
    expect(wrong).toEqual([]);
  });
}
