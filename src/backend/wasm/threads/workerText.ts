import { bindGemm } from "../../blas/bindGemm.ts";
import { instantiate } from "./instantiate.ts";
import { makeWaiting } from "./waiting.ts";
import { workerMain } from "./workerMain.ts";

/**
 * A worker's program as text, so that there is no file that a server must serve or a bundler must find. The functions in it are
 * printed from this very program, and name nothing outside themselves.
 */
export function workerText(kind: "node" | "web"): string {
  const tools = Object.entries({ bindGemm, instantiate, makeWaiting })
    .map(([name, tool]) => `${name}: ${tool.toString()}`)
    .join(",\n");
  // Some bundlers wrap inner functions in a helper of this name, which a worker would not have.
  return `const __name = (value) => value;
const tools = {\n${tools}\n};
const main = ${workerMain.toString()};
${kind === "node" ? NODE : WEB}`;
}

const NODE = `const { parentPort, workerData } = process.getBuiltinModule("node:worker_threads");
main(
  workerData,
  tools,
  (report) => parentPort.postMessage(report),
  (path) => process.getBuiltinModule("node:module").createRequire(path)(path),
);`;

const WEB = `onmessage = ({ data }) => {
  main(data, tools, (report) => postMessage(report));
  close();
};`;
