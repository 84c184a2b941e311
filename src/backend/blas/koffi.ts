/** A C function, called from JavaScript. */
export type NativeFunction = (...values: readonly unknown[]) => unknown;

/** A shared library that is open. */
export interface KoffiLibrary {
  /** @throws where the library has no such symbol */
  func(symbol: string, result: string, parameters: readonly string[]): NativeFunction;
}

/** The part of the package `koffi` that we use: it calls C functions. */
export interface Koffi {
  /** @throws where there is no such library */
  load(path: string): KoffiLibrary;
  /** Where the first byte of a view lies in the memory of the process. */
  address(view: ArrayBufferView): bigint;
}
