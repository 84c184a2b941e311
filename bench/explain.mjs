// How long does it take to explain one weight of a large network?
//   npm run build && node bench/explain.mjs [runs]
import { performance } from "node:perf_hooks";
import process from "node:process";
import { createNetwork } from "../dist/index.js";
import { explainNetwork, renderText } from "../dist/explain/index.js";

const runs = Number(process.argv[2] ?? 5);
const questions = [
  { sizes: [784, 30, 10], focus: "W1[12,300]" },
  { sizes: [784, 512, 512, 10], focus: "W1[12,300]" },
  { sizes: [784, 512, 512, 10], focus: "W2[12,300]" },
  { sizes: [784, 512, 512, 10], focus: "W3[7,300]" },
  { sizes: [784, 512, 512, 10], focus: "b1[12]" },
];

console.log(`network               focus         explained   as text   (best of ${runs})`);
for (const { sizes, focus } of questions) {
  const net = createNetwork({
    ...{ sizes, activation: "relu", outputActivation: "softmax", cost: "cross-entropy", seed: 1 },
  });
  // A picture of nothing in particular, a fifth of it ink.
  const input = Array.from({ length: 784 }, (_, i) => (i % 5 === 0 ? (i % 255) / 255 : 0));
  const target = Array.from({ length: 10 }, (_, i) => (i === 7 ? 1 : 0));
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    const derivation = explainNetwork(net, { input, target, focus });
    const explained = performance.now();
    renderText(derivation, { form: "index" });
    return [explained - start, performance.now() - explained];
  });
  const [explained, text] = [0, 1].map((which) => Math.min(...times.map((time) => time[which])));
  const cells = [explained, text].map((time, i) => `${time.toFixed(0)} ms`.padStart(i === 0 ? 9 : 10));
  console.log(`${sizes.join("-").padEnd(20)}  ${focus.padEnd(12)}  ${cells.join("")}`);
}
