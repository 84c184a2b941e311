import type { Buffer, Gemm, Kernel, Program } from "../program.ts";
import { Uses } from "../uses.ts";
import { renamed } from "./renameBuffers.ts";

/**
 * Lets products add to zeros that the epilogue of the one before left behind: C = A B becomes zeros += A B, and the epilogue,
 * which reads each element anyway, writes 0 back. A BLAS told to overwrite C first fills it with zeros, in a pass of its own
 * over memory that is in no cache any more. One buffer serves all products, for between two kernels it is all zeros.
 *
 * @param suits which products gain by that
 */
export function sumIntoZeros(program: Program, suits: (gemm: Gemm) => boolean): Program {
  const { buffers, kernels, places } = program;
  const uses = new Uses(kernels);
  const zeros = buffers.length;
  let size = 0;
  const leavesZeros = (kernel: Kernel): Kernel => {
    if (kernel.kind !== "gemm" || kernel.epilogue === undefined || !suits(kernel)) return kernel;
    const { buffer } = kernel.c;
    const touched = [...uses.readersOf(buffer), ...uses.writersOf(buffer)];
    const isItsOwn = buffers[buffer]!.life === "temporary" && touched.every((slot) => slot.kernel === kernel);
    if (kernel.beta !== 0 || !isItsOwn) return kernel;
    size = Math.max(size, buffers[buffer]!.size);
    return withZerosAfter(renamed(kernel, buffer, zeros));
  };
  const changed = kernels.map(leavesZeros);
  if (size === 0) return program;
  const added: Buffer = { id: zeros, size, storage: "real", life: "zeros", name: "zeros" };
  return { buffers: [...buffers, added], kernels: changed, places };
}

function withZerosAfter(gemm: Gemm): Gemm {
  const { body, writes, shape } = gemm.epilogue!;
  const { buffer, start, row, column } = gemm.c;
  const zero = { access: { buffer, start, strides: [row, column] }, value: body.length };
  const epilogue = {
    ...{ kind: "loop" as const, shape },
    body: [...body, { kind: "constant" as const, value: 0 }],
    writes: [...writes, zero],
  };
  return { ...gemm, beta: 1, epilogue };
}
