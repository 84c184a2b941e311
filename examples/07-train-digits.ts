// Training: the classic network of 784, 30 and 10 sigmoid neurons learns to read digits.
import {
  builtInDigits,
  classOf,
  constant,
  createNetwork,
  evaluate,
  forward,
  reshape,
  train,
} from "backproof";
import { copyInputs } from "backproof/data";

// Pictures of 28 × 28 pixels, drawn from a seed: the example needs neither files nor a connection.
const data = builtInDigits({ seed: 1, train: 3000, test: 500 });
let network = createNetwork({ sizes: [784, 30, 10], seed: 1 });

// Training is a stream of events: use what you like, and leave the loop to stop.
for await (const event of train({ network, data, learningRate: 3, batch: 10, epochs: 6, seed: 1 })) {
  if (event.event === "epoch") {
    const seen = `${(100 * event.accuracy!).toFixed(1)} %`;
    const unseen = `${(100 * event.testAccuracy!).toFixed(1)} %`;
    console.log(
      `epoch ${event.epoch}   cost ${event.cost.toFixed(4)}   read while training ${seen}   new pictures ${unseen}`,
    );
  }
  if (event.event === "done") network = event.network;
}

// Let it read some pictures that it has not trained on.
const chosen = [0, 1, 2, 3];
const pixels = new Float64Array(chosen.length * 784);
copyInputs(data.test, chosen, pixels);
const batch = reshape(constant([...pixels]), [chosen.length, 784]);
const outputs = evaluate(forward(network, batch).output).data;

console.log();
for (let line = 3; line < 25; line += 2) {
  console.log(
    chosen
      .map((_, i) => drawLine(pixels.subarray(784 * i + 28 * line, 784 * i + 28 * (line + 1))))
      .join("  "),
  );
}
const answers = chosen.map((row, i) => {
  const read = classOf(outputs, 10 * i, 10);
  const sure = outputs[10 * i + read]!.toFixed(2);
  return `read as ${read} (${sure}), is ${data.test.labels[row]}`;
});
console.log(answers.map((answer) => answer.padEnd(28)).join("  "));

function drawLine(brightness: Float64Array): string {
  return Array.from(brightness, (value) => " ░▒▓█"[Math.round(4 * value)]).join("");
}
