import { labelledDataset, type LabelledDataset, type TrainTest } from "./dataset.ts";
import { digits, type DigitsOptions, type LabelledImages } from "./digits/digits.ts";

/**
 * The built-in digits as datasets: 28×28 pictures drawn from a seed, so a network trains where there is neither a data set
 * nor a connection. Pixels are bytes, scaled by 1/255 as MNIST's are.
 *
 * @param options seed, and the number of pictures to train and to test on, each at least 1
 * @throws ValueError for counts below 1
 *
 * @example
 * ```ts
 * const digits = builtInDigits({ seed: 1, train: 20, test: 10 });
 * digits.train.inputs.width; // 784
 * digits.test.labels.length; // 10
 * ```
 */
export function builtInDigits(options: DigitsOptions = {}): TrainTest<LabelledDataset> {
  const { train, test } = digits(options);
  return { train: adapt(train, "digits train"), test: adapt(test, "digits test") };
}

function adapt({ images, labels }: LabelledImages, name: string): LabelledDataset {
  const inputs = { data: images, width: 784, scale: 1 / 255 };
  return labelledDataset({ name, inputs, labels, classes: 10, inputShape: [28, 28] });
}
