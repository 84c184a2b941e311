import type { KoffiLibrary, NativeFunction } from "./koffi.ts";
import type { BlasBinding } from "./bindGemm.ts";

/** Which library this is, and how it wants to be called. */
export interface BlasIdentity extends Pick<BlasBinding, "sgemm" | "dgemm" | "integer" | "setThreads"> {
  /** `OpenBLAS`, `BLIS`, `MKL`, `Accelerate`, or `unknown`: the slow reference BLAS, as a rule. */
  readonly name: string;
  /** The library's own words about its version and build; empty where it has none. */
  readonly version: string;
  /** Whether several threads may call it at the same time. */
  readonly concurrent: boolean;
}

/**
 * Asks an open library for its name, its build and its symbols.
 *
 * @param library the open library
 * @param path the name it was opened by: Accelerate has no function that tells its name
 * @param environment the environment of the process, which decides about MKL's integers
 * @returns what it is, or why it cannot be used
 */
export function identifyBlas(
  library: KoffiLibrary,
  path: string,
  environment: Readonly<Record<string, string | undefined>>,
): BlasIdentity | { readonly reason: string } {
  const gemm = GEMM_NAMES.find(({ prefix, suffix }) => has(library, `${prefix}sgemm${suffix}`));
  if (gemm === undefined) return { reason: "it has no cblas_sgemm" };
  const { prefix, suffix } = gemm;
  const [sgemm, dgemm] = [`${prefix}sgemm${suffix}`, `${prefix}dgemm${suffix}`];
  if (!has(library, dgemm)) return { reason: `it has no ${dgemm}` };
  const kind = openBlas(library) ??
    blis(library) ??
    mkl(library, environment) ??
    accelerate(library, path) ?? { name: "unknown", version: "", concurrent: false, bits: 32 };
  const { bits, ...identity } = kind;
  // Names that end in 64 belong to builds with 64-bit integers, whatever else the build says of itself.
  const integer = suffix !== "" || bits === 64 ? "int64_t" : "int32_t";
  return { ...identity, sgemm, dgemm, integer };
}

/** The names of the C interface, plain and as builds with other integers or for scipy rename it. */
const GEMM_NAMES = [
  { prefix: "cblas_", suffix: "" },
  { prefix: "cblas_", suffix: "64_" },
  { prefix: "cblas_", suffix: "_64" },
  { prefix: "scipy_cblas_", suffix: "" },
  { prefix: "scipy_cblas_", suffix: "64_" },
];

type Kind = Pick<BlasIdentity, "name" | "version" | "concurrent" | "setThreads"> & { readonly bits: number };

function openBlas(library: KoffiLibrary): Kind | undefined {
  const rename = ["", "scipy_"].flatMap((prefix) =>
    ["", "64_", "_64"].map((suffix) => (name: string) => `${prefix}openblas_${name}${suffix}`),
  );
  const renamed = rename.find((named) => has(library, named("get_config")));
  if (renamed === undefined) return undefined;
  const version = text(ask(library, renamed("get_config"), "string"));
  const setThreads = renamed("set_num_threads");
  return {
    name: "OpenBLAS",
    version: version
      .replace(/^OpenBLAS\s*/, "")
      .replace(/\s+/g, " ")
      .trim(),
    bits: version.includes("USE64BITINT") ? 64 : 32,
    // 0: built without threads, and then by default without the locks that callers on several threads need.
    concurrent: ask(library, renamed("get_parallel"), "int") !== 0,
    ...(has(library, setThreads) && { setThreads: [setThreads, "int"] as const }),
  };
}

function blis(library: KoffiLibrary): Kind | undefined {
  if (!has(library, "bli_info_get_version_str")) return undefined;
  return {
    name: "BLIS",
    version: text(ask(library, "bli_info_get_version_str", "string")),
    bits: Number(ask(library, "bli_info_get_blas_int_type_size", "int64_t") ?? 32),
    concurrent: true,
    setThreads: ["bli_thread_set_num_threads", "int64_t"],
  };
}

function mkl(
  library: KoffiLibrary,
  environment: Readonly<Record<string, string | undefined>>,
): Kind | undefined {
  if (!has(library, "MKL_Set_Num_Threads")) return undefined;
  // 1 is "sequential": MKL then needs no OpenMP library, for the want of which it would end the process.
  tryCall(library, "MKL_Set_Threading_Layer", "int", ["int"], 1);
  const bits = environment["MKL_INTERFACE_LAYER"]?.toUpperCase().includes("ILP64") === true ? 64 : 32;
  return {
    name: "MKL",
    version: "",
    bits,
    concurrent: true,
    setThreads: ["MKL_Set_Num_Threads", bits === 64 ? "int64_t" : "int"],
  };
}

function accelerate(library: KoffiLibrary, path: string): Kind | undefined {
  if (!path.includes("Accelerate.framework")) return undefined;
  return {
    name: "Accelerate",
    version: "",
    bits: 32,
    concurrent: true,
    // From macOS 15 on; before that, the variable VECLIB_MAXIMUM_THREADS must do.
    ...(has(library, "BLASSetThreading") && { setThreads: ["BLASSetThreading", "int"] as const }),
  };
}

function has(library: KoffiLibrary, symbol: string): boolean {
  return find(library, symbol, "void", []) !== undefined;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function ask(library: KoffiLibrary, symbol: string, result: string): unknown {
  return tryCall(library, symbol, result, []);
}

function tryCall(
  library: KoffiLibrary,
  symbol: string,
  result: string,
  parameters: readonly string[],
  ...values: readonly unknown[]
): unknown {
  return find(library, symbol, result, parameters)?.(...values);
}

function find(
  library: KoffiLibrary,
  symbol: string,
  result: string,
  parameters: readonly string[],
): NativeFunction | undefined {
  try {
    return library.func(symbol, result, parameters);
  } catch {
    return undefined;
  }
}
