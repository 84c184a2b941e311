import { sameShape, stridesOf } from "../tensor/shape.ts";
import { readsOf, writesOf } from "./dependencies.ts";
import type { Access, Gemm, Instruction, Kernel, Loop, Matrix, Program } from "./program.ts";

/**
 * A program as text, one kernel a line and its steps below: what was fused with what can be read off it.
 *
 * Steps that are used again have a line and a number of their own. Behind a buffer stand the strides by which a loop walks
 * it, unless it walks it element by element in order. Buffers of one name are told apart by numbers.
 */
export function printProgram({ buffers, kernels }: Program): string {
  const touched = new Set(kernels.flatMap((kernel) => [...writesOf(kernel), ...readsOf(kernel)]));
  const alike = new Map<string, number[]>();
  for (const id of touched) {
    const { name } = buffers[id]!;
    alike.set(name, [...(alike.get(name) ?? []), id]);
  }
  const name = (id: number): string => {
    const own = buffers[id]!.name;
    const others = alike.get(own) ?? [id];
    return others.length === 1 ? own : `${own}#${others.indexOf(id) + 1}`;
  };
  return kernels.map((kernel) => printKernel(kernel, name)).join("\n");
}

type Name = (buffer: number) => string;

function printKernel(kernel: Kernel, name: Name): string {
  switch (kernel.kind) {
    case "loop":
      return printLoop(kernel, name);
    case "gemm":
      return printGemm(kernel, name);
    case "scatter": {
      const { to, rows, from, indices } = kernel;
      return `scatter ${name(to)}[${rows}] += ${name(from.buffer)} at ${name(indices.buffer)}`;
    }
    case "scan": {
      const { to, from, outer, length, inner, reverse } = kernel;
      const sums = reverse ? "running sums from the end of" : "running sums of";
      return `scan ${name(to)} = ${sums} ${name(from.buffer)} [${outer}, ${length}, ${inner}]`;
    }
  }
}

function printGemm({ a, b, c, m, n, k, batch, alpha, beta, epilogue }: Gemm, name: Name): string {
  const matrix = (x: Matrix): string => `${name(x.buffer)}${x.column === 1 ? "" : "ᵀ"}`;
  const scale = alpha === 1 ? "" : `${alpha} · `;
  const many = batch.length === 0 ? "" : ` for each of [${batch.join(", ")}]`;
  const head = `gemm ${name(c.buffer)} ${beta === 1 ? "+=" : "="} ${scale}${matrix(a)} ${matrix(b)} [${m}×${k}·${k}×${n}]${many}`;
  return epilogue === undefined
    ? head
    : `${head}\n  then ${printLoop(epilogue, name).replaceAll("\n", "\n  ")}`;
}

function printLoop({ shape, body, writes }: Loop, name: Name): string {
  const dense = stridesOf(shape);
  const access = ({ buffer, start, strides, gather }: Access): string => {
    if (gather === undefined && start === 0 && sameShape(strides, dense)) return name(buffer);
    const row = gather === undefined ? "" : `${access(gather.indices)}·${gather.stride}+`;
    return `${name(buffer)}[${row}${start === 0 ? "" : `${start}+`}${strides.join(",")}]`;
  };
  const { named, printed } = printSteps(
    body,
    writes.map(({ value }) => value),
    access,
  );
  const writing = writes.map(
    ({ access: to, value, reduce = "" }) => `${access(to)} ${reduce}= ${printed[value]!}`,
  );
  return [`loop [${shape.join(", ")}]`, ...named, ...writing].join("\n  ");
}

/** Each step as text: written out, or by its number where it is used more than once and stands among the `named`. */
function printSteps(
  body: readonly Instruction[],
  written: readonly number[],
  access: (access: Access) => string,
): { readonly named: readonly string[]; readonly printed: readonly string[] } {
  const used = [...written, ...body.flatMap((one) => (one.kind === "apply" ? one.args : []))];
  const uses = body.map(() => 0);
  for (const place of used) uses[place]!++;
  const named: string[] = [];
  const printed: string[] = [];
  body.forEach((one, place) => {
    const text = printStep(one, printed, access);
    if (one.kind !== "apply" || uses[place]! < 2) printed.push(text);
    else printed.push(`%${named.push(`%${named.length + 1} = ${text}`)}`);
  });
  return { named, printed };
}

function printStep(one: Instruction, printed: readonly string[], access: (access: Access) => string): string {
  switch (one.kind) {
    case "load":
      return access(one.access);
    case "constant":
      return Object.is(one.value, -0) ? "-0" : String(one.value);
    case "index":
      return `i${one.axis}`;
    case "apply":
      return `${one.name}(${one.args.map((arg) => printed[arg]!).join(", ")})`;
  }
}
