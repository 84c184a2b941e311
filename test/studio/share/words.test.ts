import fc from "fast-check";
import { ACTIVATION_NAMES, COST_NAMES } from "backproof/nn";
import { OPTIMIZER_NAMES } from "backproof/optim";
import { convention, FORM_NAMES } from "backproof/explain";
import { describe, expect, it } from "vitest";
import { FIRST_STATE, type DeriveState } from "../../../apps/studio/src/derive/state.ts";
import { SCENES, sceneOf, type Scene } from "../../../apps/studio/src/descend/scenes.ts";
import { settingsFor } from "../../../apps/studio/src/descend/settings.ts";
import type { Words } from "../../../apps/studio/src/share/codec/link.ts";
import { LinkError } from "../../../apps/studio/src/share/codec/linkError.ts";
import { deriveState, deriveWords } from "../../../apps/studio/src/share/panels/deriveWords.ts";
import { descendState, descendWords } from "../../../apps/studio/src/share/panels/descendWords.ts";
import { trainState, trainWords, type TrainState } from "../../../apps/studio/src/share/panels/trainWords.ts";

const real = fc.double({ noNaN: true, noDefaultInfinity: true });
const positive = fc.double({ min: Number.MIN_VALUE, noNaN: true, noDefaultInfinity: true });
const row = (width: number) => fc.array(real, { minLength: width, maxLength: width });

const networks = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 5 }).chain((sizes) =>
  fc.record({
    layers: fc.tuple(
      ...sizes.slice(1).map((out, l) =>
        fc.record({
          weights: fc.array(row(sizes[l]!), { minLength: out, maxLength: out }),
          bias: row(out),
          activation: fc.constantFrom(...ACTIVATION_NAMES),
        }),
      ),
    ),
    cost: fc.constantFrom(...COST_NAMES),
    reduction: fc.constantFrom("mean" as const, "sum" as const),
  }),
);

const problems = fc.tuple(networks, fc.integer({ min: 1, max: 4 })).chain(([network, count]) => {
  const rows = (width: number) => fc.array(row(width), { minLength: count, maxLength: count });
  return fc.record({
    network: fc.constant(network),
    input: rows(network.layers[0]!.weights[0]!.length),
    target: rows(network.layers.at(-1)!.bias.length),
    sample: fc.nat({ max: count - 1 }),
    together: fc.boolean(),
  });
});

const selections = fc.record(
  {
    of: fc.constantFrom("W2", "neuron1", "layer2", "dC-dW1", "delta1", "y"),
    index: fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 2 }),
  },
  { requiredKeys: ["of"], noNullPrototype: true },
);

const states: fc.Arbitrary<DeriveState> = problems.chain((problem) =>
  fc.record(
    {
      problem: fc.constant(problem),
      convention: fc
        .record({
          costFactor: fc.constantFrom("given" as const, "half" as const, "one" as const, "mean" as const),
          delta: fc.constantFrom("z" as const, "a" as const),
          firstIndex: fc.constantFrom(0 as const, 1 as const),
          digits: fc.integer({ min: 1, max: 15 }),
        })
        .map((settings) => convention(settings)),
      selection: fc.option(selections),
      step: fc.oneof(fc.constant("end" as const), fc.nat({ max: 60 })),
      rate: positive,
      form: fc.constantFrom(...FORM_NAMES, "all" as const),
      source: fc.record(
        {
          sample: fc.string(),
          targetIsGuess: fc.boolean(),
          classes: fc.constant(problem.target[0]!.map((_, i) => `class ${i}`)),
          inputShape: fc.constant([problem.input[0]!.length, 1]),
        },
        { requiredKeys: ["sample", "targetIsGuess"], noNullPrototype: true },
      ),
    },
    { requiredKeys: ["problem", "convention", "selection", "step", "rate", "form"], noNullPrototype: true },
  ),
);

const recipes = fc.record({
  hidden: fc.array(fc.integer({ min: 1, max: 4096 }), { maxLength: 8 }),
  activation: fc.constantFrom(...ACTIVATION_NAMES),
  outputActivation: fc.constantFrom(...ACTIVATION_NAMES),
  cost: fc.constantFrom(...COST_NAMES),
  seed: fc.nat({ max: 2 ** 31 - 1 }),
});
const tunings = fc.record({
  optimizer: fc.constantFrom(...OPTIMIZER_NAMES),
  learningRate: positive,
  batch: fc.integer({ min: 1, max: 100_000 }),
});
const DATA = ["digits", "moons"] as const;
const trainings: fc.Arbitrary<TrainState> = fc.record(
  {
    data: fc.constantFrom(...DATA),
    recipe: recipes,
    tuning: tunings,
    trained: fc.record({ network: networks, epoch: fc.double({ min: 0, max: 1e6, noNaN: true }) }),
  },
  { requiredKeys: ["recipe", "tuning"], noNullPrototype: true },
);
const SUGGESTED = {
  recipe: { hidden: [30], activation: "sigmoid", outputActivation: "sigmoid", cost: "quadratic", seed: 0 },
  tuning: { optimizer: "sgd", learningRate: 3, batch: 10 },
} as const;
const train = (words: Words) => trainState(words, DATA, () => SUGGESTED);

const stanceOf = ({ pair, window, start, rates }: Scene) => ({
  pair,
  window,
  start,
  steps: 100,
  settings: settingsFor(rates),
});
const descend = (words: Words) => descendState(words, stanceOf);

describe("the words of Derive", () => {
  it("say everything, exactly", () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(deriveState(deriveWords(state))).toEqual(state);
      }),
    );
  });

  it("may be left out", () => {
    expect(deriveState({})).toEqual(FIRST_STATE);
    expect(deriveState({ rate: "0.5" })).toEqual({ ...FIRST_STATE, rate: 0.5 });
  });

  it("lead back to the very first problem, where they say that one", () => {
    expect(deriveState(deriveWords(FIRST_STATE)).problem).toBe(FIRST_STATE.problem);
  });

  it("have blank samples for a network of other sizes, where they say none", () => {
    const { problem } = deriveState({ network: "1-3~relu~quadratic~mean~1,2,3,4,5,6" });
    expect(problem).toMatchObject({ input: [[0]], target: [[0, 0, 0]] });
  });

  it.each<[Words, RegExp]>([
    [{ network: "2-3-2" }, /"network" must be sizes~activations~cost~reduction~numbers, got 1 parts/],
    [{ network: "2-0~relu~quadratic~mean~1" }, /sizes, must be sizes such as 2-3-2, got "2-0"/],
    [
      { network: "784-30-10~relu,relu~quadratic~mean~1" },
      /at most 1000 weights and biases, got 784-30-10; open larger ones as a file/,
    ],
    [{ network: "1-1~relo~quadratic~mean~1,2" }, /activation, must be one of .*, got "relo"/],
    [{ network: "1-1~relu,relu~quadratic~mean~1,2" }, /an activation for each of its 1 layers, got 2/],
    [
      { network: "1-1~relu~quadratic~mean~1,2,3" },
      /numbers, must be 2 numbers with commas between them, got 3/,
    ],
    [{ network: "1-1~relu~quadratic~mean~1,NaN" }, /numbers, must be numbers, got "NaN"/],
    [{ input: "1,2,3" }, /"input", row 1, must be 2 numbers/],
    [{ input: "1,2~3,4" }, /a target for each input, got 2 inputs and 1 targets/],
    [{ sample: "1" }, /"sample" must be a number from 0 to 0, got "1"/],
    [{ select: "W2.x" }, /"select" must be such as W2.0.1/],
    [{ convention: "given,given,y" }, /"convention" must be a convention: convention\(\): delta/],
    [{ step: "last" }, /"step" must be one of end, got "last"/],
    [{ rate: "-1" }, /"rate" must be a number from/],
    [{ form: "matrix" }, /"form" must be one of/],
    [{ source: "{" }, /"source" must tell an object/],
    [{ source: '{"sample":"x","targetIsGuess":true,"classes":["a"]}' }, /must tell the names of 2 classes/],
    [{ network2: "" }, /a word that Derive does not know: "network2"; it knows network, input/],
  ])("are refused where they do not fit: %j", (words, reason) => {
    expect(() => deriveState(words)).toThrow(LinkError);
    expect(() => deriveState(words)).toThrow(reason);
  });
});

describe("the words of Train", () => {
  it("say everything, exactly", () => {
    fc.assert(
      fc.property(trainings, (state) => {
        expect(train(trainWords(state))).toEqual(state);
      }),
    );
  });

  it("may be left out: then the samples suggest the rest", () => {
    expect(train({ data: "moons" })).toEqual({ data: "moons", ...SUGGESTED });
  });

  it.each<[Words, RegExp]>([
    [{ data: "imagenet" }, /"data" must be one of digits, moons, got "imagenet"/],
    [{ hidden: "8-x" }, /"hidden" must be sizes such as 30-20, or none, got "8-x"/],
    [{ optimizer: "adan" }, /"optimizer" must be one of/],
    [{ seed: "1.5" }, /"seed" must be a whole number, got 1.5/],
    [{ epoch: "-1" }, /"epoch" must be a number from 0/],
    [{ lr: "3" }, /a word that Train does not know: "lr"/],
  ])("are refused where they do not fit: %j", (words, reason) => {
    expect(() => train(words)).toThrow(LinkError);
    expect(() => train(words)).toThrow(reason);
  });
});

describe("the words of Descend", () => {
  it.each(SCENES)("say how one looks at $id", (scene) => {
    const stance = { ...stanceOf(scene), start: { x: 1 / 3, y: -Math.PI }, steps: 7 };
    expect(descend(descendWords(scene.id, scene.problem, stance))).toEqual({ scene, stance });
  });

  it("bring a network along that is none of the scenes", () => {
    fc.assert(
      fc.property(problems, ({ network, input, target }) => {
        const scene = sceneOf("any", { ...network, input, target });
        const stance = { ...stanceOf(scene), start: { x: 0.1, y: 0.2 }, window: stanceOf(SCENES[0]!).window };
        const read = descend(descendWords("sent", scene.problem, stance));
        expect(read.scene.problem).toEqual(scene.problem);
        expect(read.stance).toEqual(stance);
      }),
    );
  });

  it.each<[Words, RegExp]>([
    [{ scene: "moon" }, /"scene" must be one of note, line, xor, sent, got "moon"/],
    [{ scene: "sent" }, /the scene "sent", and no other, needs a network/],
    [{ network: "1-1~relu~quadratic~mean~1,2", input: "1", target: "1" }, /the scene "sent", and no other/],
    [{ steps: "many" }, /"steps" cannot be "many" for this network/],
    [{ axes: "w9.1.1,b1.1" }, /"axes" cannot be "w9\.1\.1,b1\.1"/],
    [{ start: "3" }, /"start" cannot be "3"/],
    [{ colour: "red" }, /a word that Descend does not know: "colour"/],
  ])("are refused where they do not fit: %j", (words, reason) => {
    expect(() => descend(words)).toThrow(LinkError);
    expect(() => descend(words)).toThrow(reason);
  });
});
