import { describe, expect, it } from "vitest";
import { estimate } from "../../src/program/estimate.ts";
import { improve } from "../../src/program/improve.ts";
import { lower } from "../../src/program/lower.ts";
import { plan } from "../../src/program/plan.ts";
import { printProgram } from "../../src/program/print.ts";
import type { Kernel } from "../../src/program/program.ts";
import { stepOf, workloads, type Workload } from "./workloads.ts";

const cases = Object.entries(workloads) as [keyof typeof workloads, Workload][];

describe.each(cases)("a step of %s", (name, workload) => {
  const lowered = lower(stepOf(workload));
  const program = improve(lowered);

  it("is the program that was looked at and found good", async () => {
    await expect(`${printProgram(program)}\n`).toMatchFileSnapshot(`snapshots/${name}.txt`);
  });

  it("computes nothing twice and copies nothing", () => {
    const products = program.kernels.filter(({ kind }) => kind === "gemm");
    expect(products).toHaveLength(PRODUCTS[name]);
    expect(program.kernels.filter(isCopy)).toEqual([]);
  });

  it("updates all parameters in place", () => {
    const written = new Set(program.kernels.flatMap(writtenBy));
    for (const [parameter, next] of lowered.updates) {
      expect(written).toContain(parameter);
      expect(written).not.toContain(next);
    }
  });

  it("takes as many operations as the mathematics does", () => {
    const perSample = estimate(program, 4).flops / workload.batch;
    const mathematics = FLOPS[name];
    expect(perSample).toBeGreaterThan(0.98 * mathematics);
    expect(perSample).toBeLessThan((name === "W4" ? 1.3 : 1.05) * mathematics);
  });

  it("reuses memory whose contents nobody needs any more", () => {
    const temporary = program.buffers.filter(({ life }) => life === "temporary");
    const touched = new Set(program.kernels.flatMap(writtenBy));
    const alone = temporary.filter(({ id }) => touched.has(id)).reduce((sum, { size }) => sum + 4 * size, 0);
    const lasting = program.buffers
      .filter(({ life }) => life !== "temporary")
      .reduce((sum, { size }) => sum + 4 * size, 0);
    const rounding = 128 * program.buffers.length;
    expect(plan(program, 4).bytes).toBeLessThanOrEqual(lasting + 0.9 * alone + rounding);
  });
});

/** Forward, the layer's error, the gradient; the first layer passes no error on. With one sample the gradients are no sums. */
const PRODUCTS = { W1: 5, W2: 8, W3: 8, W4: 3 };

/** The operations of a sample by the dimensions of the network. */
const FLOPS = { W1: 95_900, W2: 3_210_000, W3: 42_100_000, W4: 95_900 };

function isCopy(kernel: Kernel): boolean {
  return kernel.kind === "loop" && kernel.body.every(({ kind }) => kind === "load") && !isReduction(kernel);
}

function isReduction(kernel: Kernel): boolean {
  return kernel.kind === "loop" && kernel.writes.some(({ reduce }) => reduce !== undefined);
}

function writtenBy(kernel: Kernel): number[] {
  if (kernel.kind === "loop") return kernel.writes.map(({ access }) => access.buffer);
  if (kernel.kind !== "gemm") return [kernel.to];
  return [kernel.c.buffer, ...(kernel.epilogue === undefined ? [] : writtenBy(kernel.epilogue))];
}
