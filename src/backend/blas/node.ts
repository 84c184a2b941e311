import type { Koffi } from "./koffi.ts";

/** What the search for a library needs to know of the machine; tests give one of their own. */
export interface BlasHost {
  /** `linux`, `darwin`, `win32`, …, or `browser`. */
  readonly platform: string;
  /** The environment of the process; what is set here reaches the library. */
  readonly environment: Record<string, string | undefined>;
  /**
   * The package koffi, and the path by which a worker can load it too.
   *
   * @throws where it is not installed, or not for this machine
   */
  loadKoffi(): { readonly koffi: Koffi; readonly path: string };
}

/** This process. In a browser nothing is found, and nothing fails before it is asked for. */
export function thisHost(): BlasHost {
  const node = (globalThis as { readonly process?: Partial<NodeProcess> }).process;
  return {
    platform: node?.platform ?? "browser",
    environment: node?.env ?? {},
    loadKoffi() {
      // Not an import: that would be asynchronous, and a bundler for browsers would follow it.
      const modules = node?.getBuiltinModule?.("node:module") as ModuleBuilder | undefined;
      if (modules === undefined) throw new Error("this is not Node 20.16 or newer");
      const load = modules.createRequire(import.meta.url);
      const path = load.resolve("koffi");
      return { koffi: load(path) as Koffi, path };
    },
  };
}

interface NodeProcess {
  readonly platform: string;
  readonly env: Record<string, string | undefined>;
  getBuiltinModule(name: string): unknown;
}

interface ModuleBuilder {
  createRequire(from: string): { (path: string): unknown; resolve(name: string): string };
}
