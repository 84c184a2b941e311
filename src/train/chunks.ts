import type { Dataset } from "../data/dataset.ts";
import { sampleFormat, type DataStream, type StreamEpoch } from "../data/stream.ts";
import { FormatError, ShapeError } from "../util/errors.ts";

/** A chunk that has come. */
export interface Chunk {
  readonly data: Dataset;
  /** How long training stood still for it, in milliseconds. */
  readonly waited: number;
}

/**
 * The chunks of one epoch, each checked; a dataset in memory is a single one.
 *
 * While the caller works with one chunk, the stream reads the next. It is closed where the caller stops early. Where
 * `epoch.signal` is aborted, the chunks end.
 *
 * @throws FormatError where a chunk cannot be read, ShapeError where it is not as the stream says
 */
export async function* chunksOf(
  source: Dataset | DataStream,
  epoch: StreamEpoch,
): AsyncGenerator<Chunk, void, undefined> {
  if (source.kind !== "stream") {
    yield { data: source, waited: 0 };
    return;
  }
  const reader = new ChunkReader(source, epoch);
  try {
    for (let number = 1, seen = 0; ; number++) {
      const began = performance.now();
      const data = await reader.next();
      if (epoch.signal?.aborted === true) return;
      if (data === undefined) {
        requireAll(source, seen, epoch);
        return;
      }
      const where = `train(): chunk ${number} of "${source.name}" in epoch ${epoch.epoch + 1}`;
      seen += requireAsPromised(source, data, where);
      requireNoMore(source, seen, where);
      reader.request();
      yield { data, waited: performance.now() - began };
    }
  } finally {
    await reader.close();
  }
}

type Step = IteratorResult<Dataset, unknown>;

/** A stream's iterator for one epoch, with one chunk asked for ahead. */
class ChunkReader {
  readonly #stream: DataStream;
  readonly #epoch: StreamEpoch;
  #iterator: AsyncIterator<Dataset, unknown> | undefined;
  #requested: Promise<Step>;
  #number = 0;
  #isOpen = true;

  constructor(stream: DataStream, epoch: StreamEpoch) {
    this.#stream = stream;
    this.#epoch = epoch;
    this.#requested = this.#ask();
  }

  /** Asks for the next chunk. */
  request(): void {
    this.#requested = this.#ask();
  }

  /** The chunk asked for last; undefined where there is none left, or where reading was to stop. */
  async next(): Promise<Dataset | undefined> {
    try {
      const step = await this.#requested;
      if (step.done !== true) return step.value;
      this.#isOpen = false;
      return undefined;
    } catch (error) {
      this.#isOpen = false;
      if (this.#epoch.signal?.aborted === true) return undefined;
      throw new FormatError(
        `train(): chunk ${this.#number} of "${this.#stream.name}" must be readable in epoch ${this.#epoch.epoch + 1}, ` +
          `got an error: ${error instanceof Error ? error.message : String(error)}`,
        { cause: error },
      );
    }
  }

  /** Lets the stream free what it holds. All that was wanted of it has been read, so it may fail. */
  async close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    try {
      await this.#iterator?.return?.();
    } catch {
      // See above.
    }
  }

  #ask(): Promise<Step> {
    this.#number++;
    const step = this.#step();
    // Who waits for the chunk meets the error. Until then, or where nobody waits any more, it is not an unhandled one.
    step.catch(() => undefined);
    return step;
  }

  /** Async, so that whatever is thrown is a rejection. */
  async #step(): Promise<Step> {
    this.#iterator ??= this.#stream.chunks(this.#epoch)[Symbol.asyncIterator]();
    return this.#iterator.next();
  }
}

/** Refuses a chunk whose samples are not those of the stream; else says how many there are. */
function requireAsPromised(stream: DataStream, data: Dataset, where: string): number {
  const format = sampleFormat(data);
  for (const what of ["inputWidth", "targetWidth"] as const) {
    if (format[what] !== stream[what]) {
      throw new ShapeError(
        `${where}: must have ${what} ${stream[what]} as the stream says, got ${format[what]}; ` +
          "correct the stream or the chunk",
      );
    }
  }
  const [wanted, got] = [stream.classes, format.classes];
  if (wanted?.join("\n") !== got?.join("\n")) {
    throw new ShapeError(
      `${where}: must have ${classesInWords(wanted)} as the stream says, got ${classesInWords(got)}; ` +
        "give every chunk the classes of the stream",
    );
  }
  return data.size;
}

function classesInWords(classes: readonly string[] | undefined): string {
  if (classes === undefined) return "real targets";
  return `the classes ${classes.slice(0, 12).join(", ")}${classes.length > 12 ? ", …" : ""}`;
}

function requireNoMore({ size }: DataStream, seen: number, where: string): void {
  if (seen > size) {
    throw new ShapeError(
      `${where}: the stream must give ${size} samples an epoch, got ${seen} with this chunk; correct its size`,
    );
  }
}

function requireAll({ name, size }: DataStream, seen: number, { epoch }: StreamEpoch): void {
  if (seen < size) {
    throw new ShapeError(
      `train(): "${name}" must give ${size} samples an epoch, got ${seen} in epoch ${epoch + 1}; correct its size`,
    );
  }
}
