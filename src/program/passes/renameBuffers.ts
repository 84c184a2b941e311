import type { Access, Gemm, Kernel, Loop } from "../program.ts";

/** The kernel with another buffer in place of one of its own. */
export function renamed<K extends Kernel>(kernel: K, from: number, to: number): K;
export function renamed(kernel: Kernel, from: number, to: number): Kernel {
  const id = (buffer: number): number => (buffer === from ? to : buffer);
  const access = (a: Access): Access => ({
    ...a,
    buffer: id(a.buffer),
    ...(a.gather && { gather: { ...a.gather, indices: access(a.gather.indices) } }),
  });
  const loop = (l: Loop): Loop => ({
    ...l,
    body: l.body.map((one) => (one.kind === "load" ? { ...one, access: access(one.access) } : one)),
    writes: l.writes.map((write) => ({ ...write, access: access(write.access) })),
  });
  const gemm = (g: Gemm): Gemm => ({
    ...g,
    a: { ...g.a, buffer: id(g.a.buffer) },
    b: { ...g.b, buffer: id(g.b.buffer) },
    c: { ...g.c, buffer: id(g.c.buffer) },
    ...(g.epilogue && { epilogue: loop(g.epilogue) }),
  });
  switch (kernel.kind) {
    case "loop":
      return loop(kernel);
    case "gemm":
      return gemm(kernel);
    case "scatter":
      return { ...kernel, from: access(kernel.from), indices: access(kernel.indices), to: id(kernel.to) };
    case "scan":
      return { ...kernel, from: access(kernel.from), to: id(kernel.to) };
  }
}
