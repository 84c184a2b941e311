/** A growing row of bytes, with the number encodings of the WebAssembly binary format. */
export class Bytes {
  #data = new Uint8Array(256);
  #view = new DataView(this.#data.buffer);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** The bytes written so far; a view, good until the next write. */
  written(): Uint8Array {
    return this.#data.subarray(0, this.#length);
  }

  u8(byte: number): void {
    this.#reserve(1);
    this.#data[this.#length++] = byte;
  }

  raw(bytes: ArrayLike<number>): void {
    this.#reserve(bytes.length);
    // Opcodes are a few bytes, for which `set` is slow.
    if (bytes.length > 16) this.#data.set(bytes, this.#length);
    else for (let i = 0; i < bytes.length; i++) this.#data[this.#length + i] = bytes[i]!;
    this.#length += bytes.length;
  }

  /** Unsigned LEB128 of a whole number in [0, 2³²). */
  unsigned(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.u8((rest & 0x7f) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.u8(rest);
  }

  /** Signed LEB128 of a 32-bit whole number. */
  signed(value: number): void {
    let rest = value | 0;
    while (rest < -64 || rest >= 64) {
      this.u8((rest & 0x7f) | 0x80);
      rest >>= 7;
    }
    this.u8(rest & 0x7f);
  }

  /** Signed LEB128 of a 64-bit whole number. */
  signed64(value: bigint): void {
    let rest = BigInt.asIntN(64, value);
    while (rest < -64n || rest >= 64n) {
      this.u8(Number(rest & 0x7fn) | 0x80);
      rest >>= 7n;
    }
    this.u8(Number(rest & 0x7fn));
  }

  f32(value: number): void {
    this.#reserve(4);
    this.#view.setFloat32(this.#length, value, true);
    this.#length += 4;
  }

  f64(value: number): void {
    this.#reserve(8);
    this.#view.setFloat64(this.#length, value, true);
    this.#length += 8;
  }

  /** A name: its length in bytes, then UTF-8. */
  name(text: string): void {
    this.sized(new TextEncoder().encode(text));
  }

  /** Bytes with their number before them. */
  sized(bytes: Uint8Array): void {
    this.unsigned(bytes.length);
    this.raw(bytes);
  }

  /** Doubling keeps the copying linear in the final size. */
  #reserve(count: number): void {
    if (this.#length + count <= this.#data.length) return;
    const grown = new Uint8Array(Math.max(2 * this.#data.length, this.#length + count));
    grown.set(this.written());
    this.#data = grown;
    this.#view = new DataView(grown.buffer);
  }
}
