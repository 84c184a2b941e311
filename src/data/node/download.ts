import { createHash } from "node:crypto";
import { FormatError } from "../../util/errors.ts";
import { reasonOf } from "./reason.ts";

/** What a download must turn out to be. */
export interface Expected {
  /** The size in bytes. */
  readonly size: number;
  /** The digest, in hexadecimal. */
  readonly md5: string;
}

export interface DownloadOptions {
  readonly fetch: typeof globalThis.fetch;
  /** Called with the bytes so far of this file. */
  readonly onProgress?: (done: number) => void;
  /** How long a server may be silent, in milliseconds. */
  readonly patience: number;
}

/**
 * Downloads a file of known size and digest from the first mirror that has it.
 *
 * @param urls the same file at each mirror, tried in this order
 * @throws FormatError that says for every mirror why it failed
 */
export async function download(
  urls: readonly string[],
  expected: Expected,
  options: DownloadOptions,
): Promise<Uint8Array> {
  const failures: string[] = [];
  for (const url of urls) {
    try {
      return await downloadFrom(url, expected, options);
    } catch (error) {
      failures.push(`${url}: ${reasonOf(error)}`);
    }
  }
  throw new FormatError(failures.length === 0 ? "no mirror is given" : failures.join("; "));
}

async function downloadFrom(url: string, expected: Expected, options: DownloadOptions): Promise<Uint8Array> {
  const { fetch, onProgress, patience } = options;
  const abort = new AbortController();
  const expire = (): void => {
    abort.abort(new FormatError(`no answer in ${patience / 1000} s`));
  };
  let timer = setTimeout(expire, patience);
  try {
    const response = await fetch(url, { signal: abort.signal });
    if (!response.ok || response.body === null)
      throw new FormatError(`must answer 200, got ${response.status}`);
    const bytes = new Uint8Array(expected.size);
    let done = 0;
    const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader();
    for (let step = await reader.read(); !step.done; step = await reader.read()) {
      clearTimeout(timer);
      timer = setTimeout(expire, patience);
      if (done + step.value.length > expected.size) throw sizeError(expected.size, "more");
      bytes.set(step.value, done);
      done += step.value.length;
      onProgress?.(done);
    }
    if (done < expected.size) throw sizeError(expected.size, `only ${done}`);
    const md5 = createHash("md5").update(bytes).digest("hex");
    if (md5 !== expected.md5) throw new FormatError(`must have the MD5 digest ${expected.md5}, got ${md5}`);
    return bytes;
  } finally {
    clearTimeout(timer);
    // Where this failed half-way, the rest of the file must not keep coming.
    abort.abort();
  }
}

function sizeError(size: number, got: string): FormatError {
  return new FormatError(`must send ${size} bytes, got ${got}`);
}
