import { createHash } from "node:crypto";
import { endianness } from "node:os";
import type { Dataset } from "../data/dataset.ts";
import { heldValue } from "../graph/leaves.ts";
import { parametersOf, type Network } from "../nn/network.ts";

/** SHA-256 of all parameters, W¹, b¹, W², b², …, as little-endian float64; in hexadecimal. */
export function networkDigest(network: Network): string {
  const hash = createHash("sha256");
  for (const parameter of parametersOf(network)) hash.update(littleEndian(heldValue(parameter)!.data));
  return hash.digest("hex");
}

/** A short digest by which a resumed run knows the data it was started on. */
export function dataDigest(data: Dataset): string {
  const hash = createHash("sha256");
  const tables = data.kind === "labelled" ? [data.inputs] : [data.inputs, data.targets];
  for (const { data: numbers, width, scale } of tables) {
    hash.update(`${width} ${scale} `).update(littleEndian(numbers));
  }
  if (data.kind === "labelled") hash.update(`${data.classes.length} `).update(Uint16Array.from(data.labels));
  return hash.digest("hex").slice(0, 16);
}

function littleEndian(numbers: Uint8Array | Float32Array | Float64Array): Uint8Array {
  const bytes = Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  if (endianness() === "LE" || numbers.BYTES_PER_ELEMENT === 1) return bytes;
  return numbers.BYTES_PER_ELEMENT === 8 ? Buffer.from(bytes).swap64() : Buffer.from(bytes).swap32();
}
