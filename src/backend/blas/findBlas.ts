import { bindGemm, type BlasBinding, type GemmImports } from "./bindGemm.ts";
import type { BlasFound, BlasMissing } from "./blas.ts";
import { blasCandidates, howToInstall } from "./candidates.ts";
import { identifyBlas, type BlasIdentity } from "./identify.ts";
import type { Koffi, KoffiLibrary } from "./koffi.ts";
import { thisHost, type BlasHost } from "./node.ts";
import { blasFault } from "./selfTest.ts";

/**
 * Looks for the system's BLAS: OpenBLAS or BLIS on Linux, Accelerate on macOS, OpenBLAS on Windows. The environment variable
 * `BACKPROOF_BLAS` names another library to load (and no other is tried), or is `off`.
 *
 * @param host the machine to look on; this one by default, and then the answer is kept
 * @returns the library, or why there is none; it never throws
 */
export function findBlas(host?: BlasHost): BlasFound | BlasMissing {
  if (host !== undefined) return search(host);
  known ??= search(thisHost());
  return known;
}

let known: BlasFound | BlasMissing | undefined;

function search(host: BlasHost): BlasFound | BlasMissing {
  const { platform, environment } = host;
  const named = environment["BACKPROOF_BLAS"] ?? "";
  if (named.toLowerCase() === "off") return { reason: "BACKPROOF_BLAS is off" };
  if (platform === "browser") return { reason: "a browser has no BLAS" };
  let loaded: ReturnType<BlasHost["loadKoffi"]>;
  try {
    loaded = host.loadKoffi();
  } catch (error) {
    return { reason: `the package koffi is not there: ${firstLine(error)}; npm install koffi` };
  }
  const candidates = named === "" ? blasCandidates(platform) : [named];
  const refusals: string[] = [];
  for (const candidate of candidates) {
    const result = withOneThread(environment, () => open(candidate, loaded, environment, named !== ""));
    if (!("reason" in result)) return result;
    if (result.reason !== NOT_THERE || named !== "") refusals.push(`${candidate}: ${result.reason}`);
  }
  const way = named === "" ? howToInstall(platform) : "set BACKPROOF_BLAS to another library, or unset it";
  return { reason: `${refusals.length > 0 ? refusals.join("; ") : "no BLAS library found"}; ${way}` };
}

const NOT_THERE = "it cannot be loaded";

/** @param isNamed whether the user asked for this very library, and may then have a slow one */
function open(
  path: string,
  { koffi, path: koffiPath }: ReturnType<BlasHost["loadKoffi"]>,
  environment: BlasHost["environment"],
  isNamed: boolean,
): BlasFound | BlasMissing {
  let library: KoffiLibrary;
  try {
    library = koffi.load(path);
  } catch {
    return { reason: NOT_THERE };
  }
  try {
    const identity = identifyBlas(library, path, environment);
    if ("reason" in identity) return identity;
    if (identity.name === "unknown" && !isNamed) {
      return {
        reason: "it is none of the fast libraries, so probably the reference BLAS, slower than our own code",
      };
    }
    const { name: _, version: __, concurrent: ___, ...calls } = identity;
    const binding: BlasBinding = { koffi: koffiPath, library: path, ...calls };
    const fault = blasFault((memory) => bindGemm(koffi, binding, memory));
    return fault === undefined ? found(koffi, identity, binding) : { reason: fault };
  } catch (error) {
    return { reason: firstLine(error) };
  }
}

function found(koffi: Koffi, { name, version, concurrent }: BlasIdentity, binding: BlasBinding): BlasFound {
  const bound = new WeakMap<WebAssembly.Memory, GemmImports>();
  const bind = (memory: WebAssembly.Memory): GemmImports => {
    const gemms = bound.get(memory) ?? bindGemm(koffi, binding, memory);
    bound.set(memory, gemms);
    return gemms;
  };
  return {
    name,
    version,
    concurrent,
    binding,
    bind,
    gemm(precision, memory, call) {
      const { sgemm, dgemm } = bind(memory);
      const gemm = precision === "f32" ? sgemm : dgemm;
      const { transA, transB, m, n, k, alpha, aByteOffset, lda, bByteOffset, ldb, beta, cByteOffset, ldc } =
        call;
      gemm(
        ...([Number(transA), Number(transB), m, n, k, alpha] as const),
        ...([aByteOffset, lda, bByteOffset, ldb, beta, cByteOffset, ldc] as const),
      );
    },
    describe() {
      const words = [
        [name, version].filter((word) => word !== "").join(" "),
        `(${binding.library}), one thread per call`,
        binding.integer === "int64_t" ? ", 64-bit integers" : "",
        concurrent ? "" : ", callable from one thread only",
      ];
      return `${words[0]!} ${words.slice(1).join("")}`;
    },
  };
}

/**
 * Runs with the variables that keep a library from starting threads of its own while it loads. They must not stay: programs
 * that this process starts would inherit them.
 */
function withOneThread<Result>(environment: BlasHost["environment"], load: () => Result): Result {
  const unset = ["OPENBLAS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"].filter(
    (name) => environment[name] === undefined,
  );
  for (const name of unset) environment[name] = "1";
  try {
    return load();
  } finally {
    for (const name of unset) Reflect.deleteProperty(environment, name);
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0]!;
}
