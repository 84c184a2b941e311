import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  formatNetworkFile,
  fromNetwork,
  parseNetworkFile,
  toNetwork,
  type NetworkFile,
} from "../../src/format/networkFile.ts";
import { heldValue } from "../../src/graph/leaves.ts";
import { FormatError, NumericError } from "../../src/util/errors.ts";
import { matrix, sizes, storedNetwork } from "./arbitrary.ts";

/** The example of the format's description. */
const example = `{
  "layers": [
    { "weights": [[0.1, 0.3], [0.2, 0.4]], "bias": [0.1, -0.1], "activation": "sigmoid" },
    { "weights": [[0.7, -1.2]], "bias": [0.05], "activation": "sigmoid" }
  ],
  "cost": "quadratic",
  "reduction": "mean",
  "input": [[1.0, 0.5]],
  "target": [[0.8]]
}`;

const exampleFile: NetworkFile = {
  layers: [
    {
      weights: [
        [0.1, 0.3],
        [0.2, 0.4],
      ],
      bias: [0.1, -0.1],
      activation: "sigmoid",
    },
    { weights: [[0.7, -1.2]], bias: [0.05], activation: "sigmoid" },
  ],
  cost: "quadratic",
  reduction: "mean",
  input: [[1, 0.5]],
  target: [[0.8]],
};

const parse = (text: string): NetworkFile => parseNetworkFile(text, "net.json");

const messageOf = (text: string): string => {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof FormatError) return error.message;
    throw error;
  }
  return "none";
};

/** The message for the example with one part replaced; the part must be there. */
const messageWith = (part: string, replacement: string): string => {
  expect(example.split(part)).toHaveLength(2);
  return messageOf(example.replace(part, replacement));
};

describe("parseNetworkFile", () => {
  it("reads the example", () => {
    expect(parse(example)).toEqual(exampleFile);
  });

  it("takes the quadratic cost and the mean where nothing is said, and no batch", () => {
    const file = parse('{"layers": [{"weights": [[1]], "bias": [0], "activation": "identity"}]}');
    expect(file).toEqual({
      layers: [{ weights: [[1]], bias: [0], activation: "identity" }],
      cost: "quadratic",
      reduction: "mean",
    });
    expect(Object.keys(file)).toEqual(["layers", "cost", "reduction"]);
  });

  it("reads a flat vector as a batch of one", () => {
    const flat = example.replace("[[1.0, 0.5]]", "[1.0, 0.5]").replace("[[0.8]]", "[0.8]");
    expect(parse(flat)).toEqual(exampleFile);
  });

  it("ignores other keys", () => {
    const more = example
      .replace('"cost"', '"comment": {"by": "us"}, "cost"')
      .replace('"bias": [0.05]', '"bias": [0.05], "name": "output"');
    expect(parse(more)).toEqual(exampleFile);
  });

  it("keeps -0 and the smallest and the largest number", () => {
    const { bias } = parse(example.replace("[0.1, -0.1]", "[-0, 5e-324]")).layers[0]!;
    expect(bias).toEqual([-0, 5e-324]);
    expect(parse(example.replace("0.05", "1.7976931348623157e308")).layers[1]!.bias).toEqual([
      Number.MAX_VALUE,
    ]);
  });
});

describe("a network file of another structure", () => {
  it.each([
    ["[1, 2, 3]", "net.json: must be an object with layers, got a list of 3"],
    ["null", "net.json: must be an object with layers, got null"],
    ['"net"', 'net.json: must be an object with layers, got "net"'],
    ["{}", "net.json: must be an object with layers, got no layers; add it"],
    ['{"layer": []}', 'net.json: must be an object with layers, got no layers but "layer"; rename it'],
    ['{"layers": {}}', "net.json: layers must be a list of layers, got an object"],
    ['{"layers": []}', "net.json: layers must hold at least one layer, got an empty list"],
    [
      '{"layers": [[1, 2]]}',
      "net.json: layers[0] must be an object with weights, bias and activation, got a list of 2",
    ],
    [
      '{"layers": [{"weights": [[1]], "biases": [1], "activation": "tanh"}]}',
      'net.json: layers[0] must be an object with weights, bias and activation, got no bias but "biases"; rename it',
    ],
    [
      '{"format": "backproof-checkpoint", "version": 1}',
      "net.json: must be a network file, got a checkpoint; continue its training, or take its network part",
    ],
  ])("is refused: %s", (text, message) => {
    expect(messageOf(text)).toBe(message);
  });

  it.each([
    ['"weights": [[0.7, -1.2]]', '"weights": 3', "layers[1].weights must be a list of rows, got 3"],
    ["[[0.7, -1.2]]", "[0.7, -1.2]", "layers[1].weights[0] must be a list of numbers, got 0.7"],
    ["[0.05]", "0.05", "layers[1].bias must be a list of numbers, got 0.05"],
    ["[0.05]", "null", "layers[1].bias must be a list of numbers, got null"],
    [
      "-1.2",
      '"-1.2"',
      'layers[1].weights[0][1] must be a finite number, got the text "-1.2"; drop the quotes',
    ],
    ["-1.2", '"x"', 'layers[1].weights[0][1] must be a finite number, got "x"'],
    ["-1.2", '""', 'layers[1].weights[0][1] must be a finite number, got ""'],
    ["-1.2", "[]", "layers[1].weights[0][1] must be a finite number, got an empty list"],
    ["-1.2", "true", "layers[1].weights[0][1] must be a finite number, got true"],
    [
      "-1.2",
      "null",
      "layers[1].weights[0][1] must be a finite number, got null; " +
        "JSON.stringify writes NaN and infinities as null, so look where one came from",
    ],
    [
      "-1.2",
      "1e999",
      "layers[1].weights[0][1] must be a finite number, got a number beyond 1.8e308, the largest of float64",
    ],
    [
      "-0.1",
      "-1e999",
      "layers[0].bias[1] must be a finite number, got a number below -1.8e308, the smallest of float64",
    ],
    ["[[1.0, 0.5]]", '{"x": 1}', "input must be a list of numbers, got an object"],
    ["[[1.0, 0.5]]", "[[1.0, 0.5], 3]", "input[1] must be a list of numbers, got 3"],
    ["[[1.0, 0.5]]", "[1.0, [0.5]]", "input[1] must be a finite number, got a list of 1"],
    ["[[0.8]]", "0.8", "target must be a list of numbers, got 0.8"],
    [
      '"quadratic"',
      "null",
      "cost must be one of quadratic, squared-error, mean-squared-error, cross-entropy, binary-cross-entropy, got null",
    ],
    [
      '"quadratic"',
      '"quadratisch"',
      "cost must be one of quadratic, squared-error, mean-squared-error, cross-entropy, binary-cross-entropy, " +
        'got "quadratisch"; did you mean "quadratic"?',
    ],
    ['"mean"', '"meen"', 'reduction must be one of mean, sum, got "meen"; did you mean "mean"?'],
    ['"target"', '"targets"', 'targets must be called "target"; rename it'],
    ['"reduction"', '"Reduction"', 'Reduction must be called "reduction"; rename it'],
  ])("is refused where %s is %s", (part, replacement, message) => {
    expect(messageWith(part, replacement)).toBe(`net.json: ${message}`);
  });

  it("is refused for an unknown activation, with the nearest one", () => {
    expect(messageOf(example.replace('"sigmoid"', '"sigmoyd"'))).toBe(
      "net.json: layers[0].activation must be one of sigmoid, tanh, relu, leaky-relu, elu, gelu, softplus, silu, " +
        'identity, softmax, got "sigmoyd"; did you mean "sigmoid"?',
    );
  });

  it("is refused with line and column where it is no JSON", () => {
    expect(messageWith("-1.2", "NaN")).toBe(
      "net.json, line 4, column 25: weights and all other numbers must be finite, got NaN",
    );
    expect(messageOf(example.slice(0, 170))).toMatch(/^net\.json, line 4, column \d+: ends too early, /);
    expect(messageOf("")).toBe("net.json: must hold JSON, got an empty file");
  });

  it("is refused for its first fault only", () => {
    const two = example.replace("0.05", "null").replace('"quadratic"', '"x"');
    expect(messageOf(two)).toMatch(/^net\.json: layers\[1\]\.bias\[0\] must [^\n]*$/);
  });
});

describe("a network file whose sizes do not agree", () => {
  const transpose = "transpose the weights: row i holds what enters neuron i";

  it.each([
    [
      "[[0.7, -1.2]]",
      "[[0.7, -1.2, 3]]",
      "layers[1].weights[0] must have 2 numbers, as layer 0 has 2 neurons, got 3",
    ],
    [
      "[[0.7, -1.2]]",
      "[[0.7], [-1.2]]",
      `layers[1].weights[0] must have 2 numbers, as layer 0 has 2 neurons, got 1; ${transpose}`,
    ],
    ["[0.2, 0.4]", "[0.2]", "layers[0].weights[1] must have 2 numbers, like row 0, got 1"],
    [
      "[0.05]",
      "[0.05, 0.06]",
      `layers[1].bias must have 1 number, one for each row of weights, got 2; or ${transpose}`,
    ],
    ["[0.1, -0.1]", "[]", "layers[0].bias must have 2 numbers, one for each row of weights, got 0"],
    ["[[0.7, -1.2]]", "[]", "layers[1].weights must have one row for each neuron, got an empty list"],
    [
      "[[0.1, 0.3], [0.2, 0.4]]",
      "[[]]",
      "layers[0].weights[0] must have one number for each input, got an empty list",
    ],
    [
      "[[1.0, 0.5]]",
      "[[1.0, 0.5], [1.0]]",
      "input[1] must have 2 numbers, as the rows of layers[0].weights have 2, got 1",
    ],
    [
      "[[1.0, 0.5]]",
      "[1.0, 0.5, 2.0]",
      "input must have 2 numbers, as the rows of layers[0].weights have 2, got 3; several samples are a list of rows",
    ],
    ["[[1.0, 0.5]]", "[]", "input must hold at least one row, got an empty list"],
    ["[[0.8]]", "[[0.8, 0.9]]", "target[0] must have 1 number, as the last layer has 1 neuron, got 2"],
    [
      "[[0.8]]",
      "[0.8, 0.9]",
      "target must have 1 number, as the last layer has 1 neuron, got 2; several samples are a list of rows",
    ],
    ["[[0.8]]", "[[0.8], [0.9]]", "target must have 1 row, one for each row of input, got 2"],
    ["[[1.0, 0.5]]", "[[1, 2], [3, 4]]", "target must have 2 rows, one for each row of input, got 1"],
  ])("is refused where %s is %s", (part, replacement, message) => {
    expect(messageWith(part, replacement)).toBe(`net.json: ${message}`);
  });

  it("is refused with the row and the layer before it", () => {
    const wide = (out: number, into: number) =>
      Array.from({ length: out }, () => Array<number>(into).fill(0.5));
    const weights = [...wide(3, 30), ...wide(1, 29)];
    const layers = [
      { weights: wide(30, 4), bias: Array(30).fill(0), activation: "tanh" },
      { weights, bias: [0, 0, 0, 0], activation: "tanh" },
    ];
    expect(messageOf(JSON.stringify({ layers }))).toBe(
      "net.json: layers[1].weights[3] must have 30 numbers, as layer 0 has 30 neurons, got 29",
    );
  });
});

describe("formatNetworkFile", () => {
  it("writes a row of weights on a line, keys in the format's order, and a line end", () => {
    const { layers, ...rest } = exampleFile;
    expect(formatNetworkFile({ ...rest, layers })).toBe(`{
  "layers": [
    {
      "weights": [
        [0.1, 0.3],
        [0.2, 0.4]
      ],
      "bias": [0.1, -0.1],
      "activation": "sigmoid"
    },
    {
      "weights": [
        [0.7, -1.2]
      ],
      "bias": [0.05],
      "activation": "sigmoid"
    }
  ],
  "cost": "quadratic",
  "reduction": "mean",
  "input": [
    [1, 0.5]
  ],
  "target": [
    [0.8]
  ]
}
`);
  });

  it("reads back bit by bit, whatever the sizes and the numbers", () => {
    const files = sizes.chain((widths) =>
      fc
        .tuple(
          storedNetwork(widths),
          fc
            .integer({ min: 1, max: 3 })
            .chain((batch) =>
              fc.record(
                { input: matrix(batch, widths[0]!), target: matrix(batch, widths.at(-1)!) },
                { requiredKeys: [] },
              ),
            ),
        )
        .map(([network, batch]): NetworkFile => ({ ...network, ...batch })),
    );
    fc.assert(
      fc.property(files, (file) => {
        const text = formatNetworkFile(file);
        const again = parse(text);
        expect(again).toEqual(file);
        expect(formatNetworkFile(again)).toBe(text);
      }),
    );
  });

  it.each([
    ["W² [0, 1] is NaN", { layer: 1, row: 0, column: 1, value: NaN }],
    ["W¹ [1, 0] is -Infinity", { layer: 0, row: 1, column: 0, value: -Infinity }],
  ])("refuses weights that are not finite: %s", (message, { layer, row, column, value }) => {
    const broken = structuredClone(exampleFile);
    broken.layers[layer]!.weights[row]![column] = value;
    expect(() => formatNetworkFile(broken)).toThrow(NumericError);
    expect(() => formatNetworkFile(broken)).toThrow(
      `${message}, and only finite numbers are saved; go back to the last good state and use a smaller learning rate`,
    );
  });

  it("refuses a bias, an input and a target that are not finite", () => {
    const broken = structuredClone(exampleFile);
    broken.layers[0]!.bias[1] = Infinity;
    expect(() => formatNetworkFile(broken)).toThrow("b¹ [1] is Infinity, and only finite numbers are saved");
    expect(() => formatNetworkFile({ ...exampleFile, input: [[0, NaN]] })).toThrow("input [0, 1] is NaN");
    expect(() => formatNetworkFile({ ...exampleFile, target: [[NaN]] })).toThrow("target [0, 0] is NaN");
  });
});

describe("toNetwork and fromNetwork", () => {
  it("give back the same numbers and names", () => {
    fc.assert(
      fc.property(sizes.chain(storedNetwork), (stored) => {
        expect(fromNetwork(toNetwork(stored), (parameter) => heldValue(parameter)!)).toEqual(stored);
      }),
    );
  });

  it("name the parameters as the notes do", () => {
    const { layers, cost, reduction } = toNetwork(exampleFile);
    expect(layers.map(({ weights, bias }) => [weights.label, weights.shape, bias.label, bias.shape])).toEqual(
      [
        ["W¹", [2, 2], "b¹", [2]],
        ["W²", [1, 2], "b²", [1]],
      ],
    );
    expect([cost, reduction]).toEqual(["quadratic", "mean"]);
  });
});
