import { describe, expect, it } from "vitest";
import type { BlasFound, BlasMissing } from "../src/backend/blas/blas.ts";
import { findBlas } from "../src/backend/blas/findBlas.ts";
import type { Koffi, NativeFunction } from "../src/backend/blas/koffi.ts";
import type { BlasHost } from "../src/backend/blas/node.ts";
import { Random } from "../src/util/random.ts";

describe("the search for a BLAS", () => {
  it("finds a library that computes right products, and says which it is", () => {
    const { host } = machine({ "libopenblas.so.0": openBlas() });
    const blas = found(findBlas(host));
    expect(blas.name).toBe("OpenBLAS");
    expect(blas.describe()).toBe(
      "OpenBLAS 0.3.21 DYNAMIC_ARCH Zen MAX_THREADS=64 (libopenblas.so.0), one thread per call",
    );
    expect(blas.concurrent).toBe(true);
    expect(structuredClone(blas.binding)).toEqual({
      koffi: "/packages/koffi.js",
      library: "libopenblas.so.0",
      sgemm: "cblas_sgemm",
      dgemm: "cblas_dgemm",
      integer: "int32_t",
      setThreads: ["openblas_set_num_threads", "int"],
    });
  });

  it("sets one thread per call on every thread that binds it", () => {
    const { host, calls } = machine({ "libopenblas.so.0": openBlas() });
    const blas = found(findBlas(host));
    const before = calls.filter((call) => call === "openblas_set_num_threads(1)").length;
    blas.bind(new WebAssembly.Memory({ initial: 1 }));
    expect(calls.filter((call) => call === "openblas_set_num_threads(1)")).toHaveLength(before + 1);
  });

  it("keeps libraries from starting threads while they load, and leaves the environment as it was", () => {
    const { host, seen } = machine({ "libopenblas.so.0": openBlas() });
    host.environment["VECLIB_MAXIMUM_THREADS"] = "3";
    findBlas(host);
    expect(seen).toEqual([{ OPENBLAS_NUM_THREADS: "1", VECLIB_MAXIMUM_THREADS: "3" }]);
    expect(host.environment).toEqual({ VECLIB_MAXIMUM_THREADS: "3" });
  });

  it.each([
    ["cblas_sgemm64_", "cblas_", "64_"],
    ["cblas_sgemm_64", "cblas_", "_64"],
    ["scipy_cblas_sgemm", "scipy_cblas_", ""],
  ])("calls a library by the name %s", (_, prefix, suffix) => {
    const renamed = prefix.startsWith("scipy_") ? "scipy_openblas_" : "openblas_";
    const { host } = machine({
      "libopenblas.so.0": { ...gemms(prefix, suffix), ...openBlasInfo("0.3.21", renamed, suffix) },
    });
    const { binding } = found(findBlas(host));
    expect(binding.dgemm).toBe(`${prefix}dgemm${suffix}`);
    expect(binding.integer).toBe(suffix === "" ? "int32_t" : "int64_t");
    expect(binding.setThreads).toEqual([`${renamed}set_num_threads${suffix}`, "int"]);
  });

  it("passes 64-bit integers to a build that says it wants them", () => {
    const { host } = machine({
      "libopenblas64.so.0": { ...gemms(), ...openBlasInfo("0.3.21  USE64BITINT Zen") },
    });
    const blas = found(findBlas(host));
    expect(blas.binding.integer).toBe("int64_t");
    expect(blas.describe()).toContain("64-bit integers");
  });

  it("asks BLIS for the size of its integers", () => {
    const { host } = machine({ "libblis.so.4": blis(64) });
    expect(found(findBlas(host)).binding).toMatchObject({
      integer: "int64_t",
      setThreads: ["bli_thread_set_num_threads", "int64_t"],
    });
    const small = machine({ "libblis.so.4": blis(32) });
    expect(found(findBlas(small.host)).binding.integer).toBe("int32_t");
  });

  it("knows Accelerate by its path, and its way to say one thread where it has one", () => {
    const path = "/System/Library/Frameworks/Accelerate.framework/Accelerate";
    const { host } = machine({ [path]: { ...gemms(), BLASSetThreading: () => 0 } }, { platform: "darwin" });
    expect(found(findBlas(host)).binding.setThreads).toEqual(["BLASSetThreading", "int"]);
    const older = machine({ [path]: gemms() }, { platform: "darwin" });
    expect(found(findBlas(older.host)).binding).not.toHaveProperty("setThreads");
  });

  it("tells MKL to be sequential before its first product", () => {
    const { host, calls } = machine(
      { "libmkl_rt.so.2": { ...gemms(), MKL_Set_Num_Threads: () => 0, MKL_Set_Threading_Layer: () => 0 } },
      { environment: { BACKPROOF_BLAS: "libmkl_rt.so.2", MKL_INTERFACE_LAYER: "GNU,ILP64" } },
    );
    const blas = found(findBlas(host));
    expect([blas.name, blas.binding.integer]).toEqual(["MKL", "int64_t"]);
    expect(calls.indexOf("MKL_Set_Threading_Layer(1)")).toBeGreaterThanOrEqual(0);
    expect(calls.indexOf("MKL_Set_Threading_Layer(1)")).toBeLessThan(calls.indexOf("cblas_sgemm"));
  });

  it("says that a build without threads and locks is for one thread only", () => {
    const { host } = machine({
      "libopenblas.so.0": { ...openBlas(), openblas_get_parallel: () => 0 },
    });
    const blas = found(findBlas(host));
    expect(blas.concurrent).toBe(false);
    expect(blas.describe()).toContain("callable from one thread only");
  });

  it("takes the next library where one fails", () => {
    const { host } = machine({ "libopenblas.so.0": openBlasInfo("0.3.21"), "libblis.so.4": blis(32) });
    expect(found(findBlas(host)).name).toBe("BLIS");
  });

  it("takes an unknown library only where the user names it", () => {
    const libraries = { "libblas.so.3": gemms() };
    expect(reason(machine(libraries).host)).toMatch(
      /^libblas\.so\.3: it is none of the fast .*reference.*; install/,
    );
    const named = machine(libraries, { environment: { BACKPROOF_BLAS: "libblas.so.3" } });
    expect(found(findBlas(named.host)).name).toBe("unknown");
  });
});

describe("where there is no BLAS, the reason says so", () => {
  it("in a browser", () => {
    expect(reason(machine({}, { platform: "browser" }).host)).toBe("a browser has no BLAS");
  });

  it("without the package koffi", () => {
    const { host } = machine({ "libopenblas.so.0": openBlas() });
    const without: BlasHost = {
      ...host,
      loadKoffi() {
        throw new Error("Cannot find module 'koffi'\nRequire stack:\n- /a.js");
      },
    };
    expect(reason(without)).toBe(
      "the package koffi is not there: Cannot find module 'koffi'; npm install koffi",
    );
  });

  it.each([
    ["linux", /^no BLAS library found; install OpenBLAS \(on Debian and Ubuntu: apt install libopenblas0\)$/],
    ["darwin", /^no BLAS library found; install OpenBLAS$/],
    ["win32", /^no BLAS library found; put OpenBLAS's libopenblas.dll on the PATH$/],
  ])("without a library on %s", (platform, message) => {
    expect(reason(machine({}, { platform }).host)).toMatch(message);
  });

  it("where the user turned it off", () => {
    const { host } = machine({ "libopenblas.so.0": openBlas() }, { environment: { BACKPROOF_BLAS: "off" } });
    expect(reason(host)).toBe("BACKPROOF_BLAS is off");
  });

  it("where the user named a library that is not there, and no other is tried", () => {
    const { host } = machine(
      { "libopenblas.so.0": openBlas() },
      { environment: { BACKPROOF_BLAS: "nowhere.so" } },
    );
    expect(reason(host)).toBe(
      "nowhere.so: it cannot be loaded; set BACKPROOF_BLAS to another library, or unset it",
    );
  });

  it.each([
    ["no cblas_sgemm", openBlasInfo("0.3.21"), "it has no cblas_sgemm"],
    ["no cblas_dgemm", { ...openBlasInfo("0.3.21"), cblas_sgemm: () => undefined }, "it has no cblas_dgemm"],
    [
      "products that ignore the transposition of B",
      { ...openBlasInfo("0.3.21"), ...gemms("cblas_", "", (call) => ({ ...call, transB: 111 })) },
      "its sgemm is wrong for [3, 7] · [7, 5]ᵀ",
    ],
    [
      "products that add to NaN where beta is 0",
      { ...openBlasInfo("0.3.21"), ...gemms("cblas_", "", (call) => ({ ...call, beta: call.beta + 1e-30 })) },
      "its sgemm is wrong for [3, 7] · [7, 5]",
    ],
    [
      "products that write between the rows",
      { ...openBlasInfo("0.3.21"), ...gemms("cblas_", "", (call) => ({ ...call, ldc: call.n })) },
      "its sgemm is wrong for [3, 7] · [7, 5]",
    ],
    [
      "a product that throws",
      {
        ...openBlas(),
        cblas_dgemm: () => {
          throw new Error("no such luck");
        },
      },
      "no such luck",
    ],
  ])("where the library has %s", (_, library, message) => {
    expect(reason(machine({ "libopenblas.so.0": library }).host)).toContain(`libopenblas.so.0: ${message};`);
  });
});

const here = findBlas();

describe(`the BLAS of this machine (${"reason" in here ? `skipped: ${here.reason}` : here.describe()})`, () => {
  it.skipIf("reason" in here)("is found once", () => {
    expect(findBlas()).toBe(here);
  });

  it.skipIf("reason" in here).each([
    ["f32", false],
    ["f32", true],
    ["f64", false],
    ["f64", true],
  ] as const)("multiplies in %s inside a memory (shared: %s), also after it grew", (precision, shared) => {
    const blas = found(here);
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 4, ...(shared && { shared }) });
    const [m, n, k] = [4, 6, 5];
    const numbers = () =>
      precision === "f32" ? new Float32Array(memory.buffer) : new Float64Array(memory.buffer);
    const bytes = precision === "f32" ? 4 : 8;
    const random = new Random(7);
    const multiply = () => {
      const all = numbers();
      const start = all.length - 200;
      for (let i = start; i < all.length; i++) all[i] = random.uniform();
      blas.gemm(precision, memory, {
        ...{ transA: true, transB: false, m, n, k, alpha: 0.5, beta: 0 },
        ...{ aByteOffset: start * bytes, lda: m, bByteOffset: (start + 50) * bytes, ldb: n },
        ...{ cByteOffset: (start + 100) * bytes, ldc: n },
      });
      for (let i = 0; i < m; i++) {
        for (let j = 0; j < n; j++) {
          let sum = 0;
          for (let p = 0; p < k; p++) sum += all[start + p * m + i]! * all[start + 50 + p * n + j]!;
          expect(all[start + 100 + i * n + j]).toBeCloseTo(0.5 * sum, 5);
        }
      }
    };
    multiply();
    memory.grow(2);
    multiply();
  });

  it.skipIf("reason" in here)("refuses to reach beyond the end of the memory", () => {
    const blas = found(here);
    const memory = new WebAssembly.Memory({ initial: 1 });
    const { sgemm } = blas.bind(memory);
    const end = 65536 - 16;
    const square = (a: number, b: number, c: number) => () => {
      sgemm(0, 0, 2, 2, 2, 1, a, 2, b, 2, 0, c, 2);
    };
    expect(square(0, 0, end)).not.toThrow();
    for (const outside of [
      square(end + 4, 0, 0),
      square(0, end + 4, 0),
      square(0, 0, end + 4),
      square(0, 0, -4),
    ]) {
      expect(outside).toThrow("beyond the end of the memory");
    }
  });
});

type Library = Readonly<Record<string, NativeFunction>>;

/** A machine that has some libraries, each of them a table of functions on pretended addresses. */
function machine(
  libraries: Readonly<Record<string, Library>>,
  { platform = "linux", environment = {} }: Partial<Pick<BlasHost, "platform" | "environment">> = {},
) {
  const calls: string[] = [];
  const seen: Record<string, string | undefined>[] = [];
  const koffi: Koffi = {
    load(path) {
      const library = libraries[path];
      if (library === undefined) throw new Error(`${path}: cannot open shared object file`);
      if (seen.length === 0) seen.push({ ...environment });
      return {
        func(symbol) {
          const call = library[symbol];
          if (call === undefined) throw new Error(`Cannot find function '${symbol}'`);
          return (...values) => {
            calls.push(values.length > 2 ? symbol : `${symbol}(${values.join()})`);
            return call(...values);
          };
        },
      };
    },
    address(view) {
      if (!buffers.includes(view.buffer)) buffers.push(view.buffer);
      return BigInt(buffers.indexOf(view.buffer) * STRIDE);
    },
  };
  const host: BlasHost = {
    platform,
    environment,
    loadKoffi: () => ({ koffi, path: "/packages/koffi.js" }),
  };
  return { host, calls, seen };
}

/** Buffer number i lies at address i · STRIDE. */
const buffers: ArrayBufferLike[] = [];
const STRIDE = 2 ** 32;

const openBlas = (): Library => ({
  ...gemms(),
  ...openBlasInfo("OpenBLAS 0.3.21 DYNAMIC_ARCH  Zen MAX_THREADS=64"),
});

const openBlasInfo = (config: string, prefix = "openblas_", suffix = ""): Library => ({
  [`${prefix}get_config${suffix}`]: () => config,
  [`${prefix}get_parallel${suffix}`]: () => 1,
  [`${prefix}set_num_threads${suffix}`]: () => undefined,
});

const blis = (bits: number): Library => ({
  ...gemms(),
  bli_info_get_version_str: () => "0.9.0",
  bli_info_get_blas_int_type_size: () => bits,
  bli_thread_set_num_threads: () => undefined,
});

interface NativeCall {
  readonly transA: number;
  readonly transB: number;
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly alpha: number;
  readonly beta: number;
  readonly lda: number;
  readonly ldb: number;
  readonly ldc: number;
}

/** Right products on pretended addresses, or wrong ones where `spoil` changes what was asked. */
function gemms(prefix = "cblas_", suffix = "", spoil = (call: NativeCall) => call): Library {
  const gemm =
    (bytes: 4 | 8): NativeFunction =>
    (...values) => {
      const [order, transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc] = values as number[];
      expect(order).toBe(101);
      const buffer = buffers[Math.floor(a! / STRIDE)]!;
      const numbers = bytes === 4 ? new Float32Array(buffer) : new Float64Array(buffer);
      const [a0, b0, c0] = [a!, b!, c!].map((address) => (address % STRIDE) / bytes);
      const call = spoil({
        ...{ transA: transA!, transB: transB!, m: m!, n: n!, k: k! },
        ...{ alpha: alpha!, beta: beta!, lda: lda!, ldb: ldb!, ldc: ldc! },
      });
      for (let i = 0; i < call.m; i++) {
        for (let j = 0; j < call.n; j++) {
          let sum = 0;
          for (let p = 0; p < call.k; p++) {
            sum +=
              numbers[a0! + (call.transA === 111 ? i * call.lda + p : p * call.lda + i)]! *
              numbers[b0! + (call.transB === 111 ? p * call.ldb + j : j * call.ldb + p)]!;
          }
          const at = c0! + i * call.ldc + j;
          numbers[at] = call.alpha * sum + (call.beta === 0 ? 0 : call.beta * numbers[at]!);
        }
      }
      return undefined;
    };
  return {
    [`${prefix}sgemm${suffix}`]: gemm(4),
    [`${prefix}dgemm${suffix}`]: gemm(8),
  };
}

function found(result: BlasFound | BlasMissing): BlasFound {
  if ("reason" in result) throw new Error(`no BLAS: ${result.reason}`);
  return result;
}

function reason(host: BlasHost): string {
  const result = findBlas(host);
  return "reason" in result ? result.reason : `found ${result.name}`;
}
