import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatCheckpoint, parseCheckpoint, type Checkpoint } from "../../src/format/checkpoint.ts";
import { FormatError, NumericError } from "../../src/util/errors.ts";
import { finite, row, sizes, storedNetwork } from "./arbitrary.ts";

const checkpoint: Checkpoint = {
  format: "backproof-checkpoint",
  version: 1,
  network: {
    layers: [{ weights: [[0.5, -0.25]], bias: [1], activation: "tanh" }],
    cost: "squared-error",
    reduction: "sum",
  },
  training: {
    optimizer: "momentum",
    seed: 7,
    batch: 10,
    shuffle: true,
    epoch: 3,
    options: { learningRate: 0.1, schedule: "cosine", nesterov: false },
  },
  state: [
    { name: "t", shape: [], values: [18] },
    { name: "velocity W¹", shape: [1, 2], values: [0.125, -0] },
    { name: "velocity b¹", shape: [1], values: [1e-9] },
  ],
};

const text = `{
  "format": "backproof-checkpoint",
  "version": 1,
  "network": {
    "layers": [
      {
        "weights": [
          [0.5, -0.25]
        ],
        "bias": [1],
        "activation": "tanh"
      }
    ],
    "cost": "squared-error",
    "reduction": "sum"
  },
  "training": {
    "optimizer": "momentum",
    "seed": 7,
    "batch": 10,
    "shuffle": true,
    "epoch": 3,
    "options": {
      "learningRate": 0.1,
      "nesterov": false,
      "schedule": "cosine"
    }
  },
  "state": [
    {
      "name": "t",
      "shape": [],
      "values": [18]
    },
    {
      "name": "velocity W¹",
      "shape": [1, 2],
      "values": [0.125, -0]
    },
    {
      "name": "velocity b¹",
      "shape": [1],
      "values": [1e-9]
    }
  ]
}
`;

const messageOf = (json: string): string => {
  try {
    parseCheckpoint(json, "run.json");
  } catch (error) {
    if (error instanceof FormatError) return error.message;
    throw error;
  }
  return "none";
};

const messageWith = (part: string, replacement: string): string => {
  expect(text.split(part)).toHaveLength(2);
  return messageOf(text.replace(part, replacement));
};

describe("formatCheckpoint", () => {
  it("writes keys in one order, options by name, and -0 as it is", () => {
    expect(formatCheckpoint(checkpoint)).toBe(text);
  });

  it("refuses parameters, state and options that are not finite", () => {
    const broken = structuredClone(checkpoint);
    broken.state[1]!.values[1] = NaN;
    expect(() => formatCheckpoint(broken)).toThrow(NumericError);
    expect(() => formatCheckpoint(broken)).toThrow(
      "velocity W¹ [0, 1] is NaN, and only finite numbers are saved",
    );
    const counter: Checkpoint = { ...checkpoint, state: [{ name: "t", shape: [], values: [Infinity] }] };
    expect(() => formatCheckpoint(counter)).toThrow("t is Infinity, and only finite numbers are saved");
    const parameters = structuredClone(checkpoint);
    parameters.network.layers[0]!.bias[0] = NaN;
    expect(() => formatCheckpoint(parameters)).toThrow("b¹ [0] is NaN");
    const options: Checkpoint = {
      ...checkpoint,
      training: { ...checkpoint.training, options: { rate: NaN } },
    };
    expect(() => formatCheckpoint(options)).toThrow("the option rate is NaN");
  });
});

describe("parseCheckpoint", () => {
  it("reads what was written", () => {
    expect(parseCheckpoint(text, "run.json")).toEqual(checkpoint);
  });

  it("ignores other keys, the network's batch among them", () => {
    const more = text.replace('"cost"', '"input": [[1, 2]], "cost"').replace('"seed"', '"host": "a", "seed"');
    expect(parseCheckpoint(more, "run.json")).toEqual(checkpoint);
  });

  it("reads back bit by bit, whatever the sizes and the numbers", () => {
    const tensors = fc.array(
      fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }).chain((shape) =>
        fc.record({
          name: fc.string({ minLength: 1 }),
          shape: fc.constant(shape),
          values: row(shape.reduce((a, b) => a * b, 1)),
        }),
      ),
      { maxLength: 4 },
    );
    const option = fc.oneof(finite, fc.string(), fc.boolean());
    const training = fc.record(
      {
        optimizer: fc.constantFrom("sgd", "adam", "my own"),
        seed: fc.maxSafeNat(),
        batch: fc.integer({ min: 1 }),
        shuffle: fc.boolean(),
        epoch: fc.nat(),
        options: fc.dictionary(fc.constantFrom("learningRate", "beta1", "a b", "7", "é"), option, {
          noNullPrototype: true,
        }),
      },
      { requiredKeys: ["optimizer", "seed", "batch", "shuffle", "epoch"] },
    );
    const checkpoints = fc.record({
      format: fc.constant("backproof-checkpoint" as const),
      version: fc.constant(1 as const),
      network: sizes.chain(storedNetwork),
      training,
      state: tensors,
    });
    fc.assert(
      fc.property(checkpoints, (any) => {
        const written = formatCheckpoint(any);
        const again = parseCheckpoint(written, "run.json");
        expect(again).toEqual(any);
        expect(formatCheckpoint(again)).toBe(written);
      }),
    );
  });

  it.each([
    ["", "run.json: must hold JSON, got an empty file"],
    [
      "[]",
      "run.json: must be an object with format, version, network, training and state, got an empty list",
    ],
    [
      '{"layers": []}',
      "run.json: must be a checkpoint, got a network file, which has no training to go on with; start a new one from it",
    ],
    [
      "{}",
      "run.json: must be an object with format, version, network, training and state, got no format; add it",
    ],
  ])("refuses %j", (json, message) => {
    expect(messageOf(json)).toBe(message);
  });

  it.each([
    ['"backproof-checkpoint"', '"other"', 'format must be "backproof-checkpoint", got "other"'],
    [
      '"version": 1',
      '"version": 2',
      "version must be 1, got 2; a newer Backproof wrote it, so update this one",
    ],
    ['"version": 1', '"version": "1"', 'version must be 1, got "1"'],
    [
      '"network": {',
      '"net": {',
      "must be an object with format, version, network, training and state, got no network; add it",
    ],
    [
      "[0.5, -0.25]",
      "[0.5, null]",
      "network.layers[0].weights[0][1] must be a finite number, got null; JSON.stringify writes NaN and infinities as null, so look where one came from",
    ],
    [
      '"bias": [1]',
      '"bias": [1, 2, 3]',
      "network.layers[0].bias must have 1 number, one for each row of weights, got 3",
    ],
    [
      '"training": {',
      '"training": null, "x": {',
      "training must be an object with optimizer, seed, batch, shuffle and epoch, got null",
    ],
    [
      '"epoch"',
      '"epochs"',
      'training must be an object with optimizer, seed, batch, shuffle and epoch, got no epoch but "epochs"; rename it',
    ],
    ['"momentum"', '""', 'training.optimizer must be a text of at least one character, got ""'],
    ['"seed": 7', '"seed": -1', "training.seed must be a whole number from 0 on, got -1"],
    [
      '"seed": 7',
      '"seed": "7"',
      'training.seed must be a whole number from 0 on, got the text "7"; drop the quotes',
    ],
    ['"batch": 10', '"batch": 0', "training.batch must be a whole number from 1 on, got 0"],
    ['"epoch": 3', '"epoch": 2.5', "training.epoch must be a whole number from 0 on, got 2.5"],
    ['"shuffle": true', '"shuffle": 1', "training.shuffle must be true or false, got 1"],
    [
      '"options": {',
      '"options": [], "x": {',
      "training.options must be an object of options by name, got an empty list",
    ],
    ['"options": {', '"options": 3, "x": {', "training.options must be an object of options by name, got 3"],
    [
      '"cosine"',
      "null",
      "training.options.schedule must be a finite number, a text, or true or false, got null",
    ],
    ['"state": [', '"state": 1, "x": [', "state must be a list of tensors, got 1"],
    ['"velocity b¹"', "3", "state[2].name must be a text of at least one character, got 3"],
    ['"shape": []', '"shape": 1', "state[0].shape must be a list of sizes, got 1"],
    ['"shape": [1, 2]', '"shape": [1, -2]', "state[1].shape[1] must be a whole number from 0 on, got -2"],
    [
      "[1e-9]",
      "[1e999]",
      "state[2].values[0] must be a finite number, got a number beyond 1.8e308, the largest of float64",
    ],
    ["[0.125, -0]", "[0.125]", "state[1].values must have 2 numbers, as its shape is [1, 2], got 1"],
    ["[18]", "[]", "state[0].values must have 1 number, as its shape is [], got 0"],
  ])("refuses %s that is %s", (part, replacement, message) => {
    expect(messageWith(part, replacement)).toBe(`run.json: ${message}`);
  });
});
