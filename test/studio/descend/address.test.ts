import { describe, expect, it } from "vitest";
import { fromSettings, toSettings, type Stance } from "../../../apps/studio/src/descend/address.ts";
import { SCENES } from "../../../apps/studio/src/descend/scenes.ts";
import { settingsFor } from "../../../apps/studio/src/descend/settings.ts";

const stanceOf = ({ pair, window, start, rates }: (typeof SCENES)[number]): Stance => ({
  ...{ pair, window, start, steps: 100 },
  settings: settingsFor(rates),
});

const [note, line] = SCENES.map(stanceOf) as [Stance, Stance];
const { problem } = SCENES[0]!;
const read = (words: string) => fromSettings(new URLSearchParams(words), problem, note);

describe("an address", () => {
  it.each(SCENES)("holds how one looks at $id", (scene) => {
    const stance = stanceOf(scene);
    const words = new URLSearchParams(toSettings(stance));
    expect(fromSettings(new URLSearchParams(words.toString()), scene.problem, line)).toEqual(stance);
  });

  it("holds everything that can be changed", () => {
    const changed: Stance = {
      pair: [
        { kind: "bias", layer: 1, row: 1 },
        { kind: "weight", layer: 0, row: 2, column: 1 },
      ],
      window: { x: [-1.5, 2], y: [0, 0.25] },
      start: { x: 0.123, y: 0.1 },
      steps: 30,
      settings: {
        ...note.settings,
        sgd: { ...note.settings.sgd, shown: false },
        adam: { shown: true, rate: 0.07, numbers: { beta1: 0.5, beta2: 0.99 } },
      },
    };
    const words = toSettings(changed);
    expect(words).toMatchObject({ axes: "b2.2,w1.3.2", sgd: "off", adam: "0.07,0.5,0.99" });
    expect(fromSettings(new URLSearchParams(words), problem, note)).toEqual(changed);
  });

  it.each([
    ["nothing", ""],
    ["a parameter that is not there", "axes=w2.1.9,b1.1"],
    ["the same parameter twice", "axes=b1.1,b1.1"],
    ["a view from right to left", "view=3,-3,0,1"],
    ["a start of one number", "start=3"],
    ["words for numbers", "start=a,b&sgd=fast&steps=many&momentum=1,x"],
    ["a rate below 0", "sgd=-3"],
    ["steps without end", "steps=1000000"],
  ])("with %s still opens", (_, words) => {
    expect(read(words)).toEqual(note);
  });

  it("with a hyper-parameter out of range keeps the rate", () => {
    const { momentum } = read("momentum=2,1.5").settings;
    expect(momentum).toEqual({ shown: true, rate: 2, numbers: { momentum: 0.9 } });
  });
});
