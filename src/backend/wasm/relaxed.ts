import { features } from "./assembler/features.ts";

/** The part of a process that decides about relaxed SIMD; tests give one of their own. */
export interface RelaxedHost {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Sets a flag of V8; does nothing where there is none. */
  readonly setFlag: (flag: string) => void;
}

/**
 * Whether programs may use multiply-adds that round once: a quarter faster, and other last bits than without.
 *
 * V8 has had them since Node 20, there behind a flag, which can be set while the process runs: it counts for every module that
 * is compiled afterwards, so this is asked before the first one. The environment variable `BACKPROOF_RELAXED=off` forbids it.
 */
export function relaxedSimd({ environment, setFlag }: RelaxedHost = thisProcess()): boolean {
  if (environment["BACKPROOF_RELAXED"]?.toLowerCase() === "off") return false;
  if (features().relaxedSimd) return true;
  try {
    setFlag("--experimental-wasm-relaxed-simd");
  } catch {
    // Some imitations of Node's modules throw; then there is no relaxed SIMD, as before.
  }
  return features().relaxedSimd;
}

/** This process; in a browser, where what there is needs no flag, an empty one. */
function thisProcess(): RelaxedHost {
  const node = (globalThis as { readonly process?: Partial<NodeProcess> }).process;
  // Not an import: a bundler for browsers would follow it.
  const v8 = node?.getBuiltinModule?.("node:v8") as V8 | undefined;
  return {
    environment: node?.env ?? {},
    setFlag: (flag) => v8?.setFlagsFromString(flag),
  };
}

interface NodeProcess {
  readonly env: Record<string, string | undefined>;
  getBuiltinModule(name: string): unknown;
}

interface V8 {
  setFlagsFromString(flags: string): void;
}
