import { createHash } from "node:crypto";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { onTestFinished } from "vitest";
import { MNIST_PARTS, MNIST_FILES, type MnistFile, type MnistPart } from "../../../src/data/mnist.ts";
import { writeBytesIdx } from "../writeIdx.ts";

type Parts<T> = Record<MnistPart, T>;

const pixels = (count: number) => Array.from({ length: count * 784 }, (_, i) => (i * 7) % 256);

/** The four files of a made-up MNIST of three and two pictures. */
export const plain: Parts<Uint8Array> = {
  trainImages: writeBytesIdx([3, 28, 28], pixels(3)),
  trainLabels: writeBytesIdx([3], [5, 0, 9]),
  testImages: writeBytesIdx([2, 28, 28], pixels(2)),
  testLabels: writeBytesIdx([2], [7, 2]),
};

const eachPart = <T>(make: (part: MnistPart) => T): Parts<T> =>
  Object.fromEntries(MNIST_PARTS.map((part) => [part, make(part)])) as Parts<T>;

export const packed: Parts<Uint8Array> = eachPart((part) => new Uint8Array(gzipSync(plain[part])));

/** What to expect of the made-up files: the official names, their own sizes and digests. */
export const files: Parts<MnistFile> = eachPart((part) => ({
  ...MNIST_FILES[part],
  size: packed[part].length,
  md5: createHash("md5").update(packed[part]).digest("hex"),
}));

export const totalSize = MNIST_PARTS.reduce((sum, part) => sum + packed[part].length, 0);

/** The made-up file that a request asks for. */
export function partOf(url: string | undefined): MnistPart | undefined {
  return MNIST_PARTS.find((part) => url?.endsWith(`/${files[part].download}`));
}

/** A server that has all four files. */
export const serveAll: RequestListener = (request, response) => {
  const part = partOf(request.url);
  if (part === undefined) response.writeHead(404).end();
  else response.end(packed[part]);
};

/** A mirror on this computer, gone when the test is over. */
export async function mirror(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/mnist/`;
}
