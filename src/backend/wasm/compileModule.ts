/** Programs of more instructions a run are worth waiting for good code before the first one. */
const LONG_RUN = 1e8;

/**
 * Compiles a module.
 *
 * V8 compiles quickly first and well later, but a call that has begun ends as it began: the first step of a large network
 * took six times as long as the others. For such programs Node 20 is asked for good code from the start, and told afterwards
 * to go on as before. Newer V8s optimise by what they saw the quick code do, and end the process where they saw nothing; with
 * them, in a browser, and for small programs, the quick way stays.
 *
 * @param flops the instructions of one run
 */
export function compileModule(binary: Uint8Array, flops: number, setFlag = flagSetter()): WebAssembly.Module {
  const bytes = binary as Uint8Array<ArrayBuffer>;
  if (setFlag === undefined || flops < LONG_RUN) return new WebAssembly.Module(bytes);
  try {
    setFlag("--no-liftoff");
    setFlag("--no-wasm-lazy-compilation");
    return new WebAssembly.Module(bytes);
  } finally {
    setFlag("--wasm-lazy-compilation");
    setFlag("--liftoff");
  }
}

/** How to set a flag of V8; undefined where there is no way. */
function flagSetter(): ((flag: string) => void) | undefined {
  const node = (globalThis as { readonly process?: Partial<NodeProcess> }).process;
  // Not an import: a bundler for browsers would follow it.
  const v8 = node?.getBuiltinModule?.("node:v8") as V8 | undefined;
  if (v8 === undefined || node?.versions?.["v8"]?.startsWith("11.") !== true) return undefined;
  return (flag) => {
    v8.setFlagsFromString(flag);
  };
}

interface NodeProcess {
  getBuiltinModule(name: string): unknown;
  readonly versions: Readonly<Record<string, string>>;
}

interface V8 {
  setFlagsFromString(flag: string): void;
}
