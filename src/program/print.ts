import type { Access, Gemm, Instruction, Kernel, Loop, Matrix, Program } from "./program.ts";

/** A program as text, one kernel a line and its steps below: what was fused with what can be read off it. */
export function printProgram({ buffers, kernels }: Program): string {
  const name = (id: number): string => `${buffers[id]!.name}#${id}`;
  return kernels.map((kernel) => printKernel(kernel, name)).join("\n");
}

type Name = (buffer: number) => string;

function printKernel(kernel: Kernel, name: Name): string {
  switch (kernel.kind) {
    case "loop":
      return printLoop(kernel, name);
    case "gemm":
      return printGemm(kernel, name);
    case "scatter":
      return `scatter ${name(kernel.to)}[${kernel.rows}] += ${name(kernel.from.buffer)} at ${name(kernel.indices.buffer)}`;
    case "scan":
      return `scan ${name(kernel.to)} = running ${name(kernel.from.buffer)} [${kernel.outer}, ${kernel.length}, ${kernel.inner}]`;
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
  const writing = writes.map(
    ({ access, value, reduce }) =>
      `  ${printAccess(access, name)} ${reduce === undefined ? "=" : `${reduce}=`} ${printSteps(body, value, name)}`,
  );
  return [`loop [${shape.join(", ")}]`, ...writing].join("\n");
}

/** An expression, written out where a step is used once and by its number where it is used again. */
function printSteps(body: readonly Instruction[], place: number, name: Name): string {
  const one = body[place]!;
  switch (one.kind) {
    case "load":
      return printAccess(one.access, name);
    case "constant":
      return String(one.value);
    case "index":
      return `i${one.axis}`;
    case "apply":
      return `${one.name}(${one.args.map((arg) => printSteps(body, arg, name)).join(", ")})`;
  }
}

function printAccess({ buffer, start, strides, gather }: Access, name: Name): string {
  const at = start === 0 ? "" : `${start}+`;
  const row = gather === undefined ? "" : `${name(gather.indices.buffer)}·${gather.stride}+`;
  return `${name(buffer)}[${row}${at}${strides.join(",")}]`;
}
