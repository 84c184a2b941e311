import {
  labelledDataset,
  Random,
  splitDataset,
  tableFromRows,
  type LabelledDataset,
  type TrainTest,
} from "backproof";
import type { ToyShape } from "../../protocol.ts";

const COUNT = 400;

/** Two classes of points in the plane, inside [-1, 1]² but for some noise. */
export function toy(shape: ToyShape): TrainTest<LabelledDataset> {
  const random = new Random(0).stream(`toy: ${shape}`);
  const labels = Array.from({ length: COUNT }, (_, i) => i % 2);
  const rows = labels.map((label, i) => place[shape](label, random, i / COUNT));
  const inputs = tableFromRows(rows);
  const data = labelledDataset({
    name: shape,
    inputs,
    labels,
    classes: ["A", "B"],
    inputNames: ["x₁", "x₂"],
  });
  return splitDataset(data, 0.25, 0);
}

/** A point of a class; `t` runs from 0 to 1. */
type Place = (label: number, random: Random, t: number) => [number, number];

const place: Record<ToyShape, Place> = {
  circles(label, random) {
    const angle = 2 * Math.PI * random.uniform();
    const radius = (label === 0 ? 0.35 : 0.8) + 0.06 * random.normal();
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  },
  moons(label, random) {
    const angle = Math.PI * random.uniform();
    const noise = () => 0.06 * random.normal();
    const [x, y] = [Math.cos(angle), Math.sin(angle)];
    return label === 0
      ? [0.55 * (x - 0.5) + noise(), 0.55 * (y - 0.25) + noise()]
      : [0.55 * (0.5 - x) + noise(), 0.55 * (0.25 - y) + noise()];
  },
  spirals(label, random, t) {
    const radius = 0.12 + 0.78 * t;
    const angle = 3.2 * Math.PI * t + label * Math.PI;
    const noise = () => 0.02 * random.normal();
    return [radius * Math.cos(angle) + noise(), radius * Math.sin(angle) + noise()];
  },
  xor(label, random) {
    const right = random.uniform() < 0.5;
    const size = () => 0.1 + 0.75 * random.uniform();
    const [x, y] = [size(), size()];
    return [right ? x : -x, right === (label === 0) ? y : -y];
  },
};
