import { FormatError } from "../util/errors.ts";

/** Whether bytes begin like a gzip file. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Decompresses a gzip file, in Node and in browsers.
 *
 * @param where the file's name, for the message
 * @throws FormatError where the file is damaged or cut off
 */
export async function gunzip(bytes: Uint8Array, where: string): Promise<Uint8Array> {
  try {
    // A Blob takes only bytes over an unshared buffer; the copy says so to the compiler and is small beside the rest.
    const stream = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch (error) {
    const reason = error instanceof Error && error.message !== "" ? error.message : String(error);
    throw new FormatError(
      `${where}: must be a whole gzip file, got ${bytes.length} bytes that cannot be decompressed (${reason}); ` +
        "get the file again",
      { cause: error },
    );
  }
}

/** The bytes themselves, decompressed first where they begin like a gzip file. */
export async function gunzipIfNeeded(bytes: Uint8Array, where: string): Promise<Uint8Array> {
  return isGzip(bytes) ? gunzip(bytes, where) : bytes;
}
