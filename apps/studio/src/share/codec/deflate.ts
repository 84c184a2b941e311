/** A link unpacks to no more than this; what claims more was made to fill the memory. */
const MOST_UNPACKED = 2 ** 20;

/** Compresses a text (RFC 1951); undefined where the browser cannot. */
export async function deflate(text: string): Promise<Uint8Array | undefined> {
  if (typeof CompressionStream === "undefined") return undefined;
  const bytes = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(bytes).arrayBuffer());
}

/** The text again; undefined for bytes that are none, or that unpack to more than any link holds. */
export async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<string | undefined> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const parts: BlobPart[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return await new Blob(parts).text();
      size += value.length;
      if (size > MOST_UNPACKED) {
        await reader.cancel();
        return undefined;
      }
      parts.push(value);
    }
  } catch {
    return undefined;
  }
}
