import type { GemmImports } from "../../blas/bindGemm.ts";

/**
 * An instance of a module for one thread: the memory under whatever name the module imports it, and `sgemm` and `dgemm` from
 * `blas`. An import that is not there is the engine's LinkError.
 *
 * Workers run the text of this function: it must name nothing outside itself.
 */
export function instantiate(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  gemms: GemmImports | undefined,
): WebAssembly.Instance {
  const imports: Record<string, Record<string, WebAssembly.ImportValue>> = {};
  for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
    const names = (imports[from] ??= {});
    if (kind === "memory") names[name] = memory;
    else if (from === "blas" && gemms !== undefined)
      names[name] = name === "sgemm" ? gemms.sgemm : gemms.dgemm;
  }
  return new WebAssembly.Instance(module, imports);
}
