import type { StoredNetwork } from "backproof/format";
import { fromSettings, toSettings, type Stance } from "../../descend/address.ts";
import type { Problem } from "../../descend/problem.ts";
import { sceneOf, SCENES, type Scene } from "../../descend/scenes.ts";
import type { Words } from "../codec/link.ts";
import { LinkError } from "../codec/linkError.ts";
import { formatNetwork, parseNetwork } from "../codec/networkWord.ts";
import { formatRows, parseRows } from "../codec/rows.ts";
import { WordReader } from "../codec/wordReader.ts";

/** All of Descend: a scene, and how one looks at it. */
export interface DescendState {
  readonly scene: Scene;
  readonly stance: Stance;
}

/** `scene=note&axes=w2.1.1,w1.1.1&start=-6,3&…`; a network that is no scene of ours comes along. */
export function descendWords(id: string, problem: Problem, stance: Stance): Words {
  const isOwn = SCENES.some((scene) => scene.id === id);
  return {
    scene: id,
    ...(!isOwn && {
      network: formatNetwork(problem),
      input: formatRows(problem.input),
      target: formatRows(problem.target),
    }),
    ...toSettings(stance),
  };
}

/**
 * @param first how one looks at a scene where the words say nothing
 * @throws LinkError for the first word that does not fit
 */
export function descendState(words: Words, first: (scene: Scene) => Stance): DescendState {
  const reader = new WordReader(words, "Descend");
  const name = reader.choice("scene", [...SCENES.map(({ id }) => id), SENT], SCENES[0]!.id);
  const sent = reader.take<StoredNetwork | undefined>("network", parseNetwork, undefined);
  const inputs = sent?.layers[0]!.weights[0]!.length ?? 0;
  const outputs = sent?.layers.at(-1)!.bias.length ?? 0;
  const input = reader.take("input", (text, where) => parseRows(text, where, inputs), []);
  const target = reader.take("target", (text, where) => parseRows(text, where, outputs), []);
  if (
    (name === SENT) !== (sent !== undefined) ||
    input.length !== target.length ||
    (sent !== undefined && input.length === 0)
  ) {
    throw new LinkError(
      'This link does not fit Descend: the scene "sent", and no other, needs a network with inputs and targets; copy it again.',
    );
  }
  const scene =
    sent === undefined
      ? SCENES.find(({ id }) => id === name)!
      : sceneOf("The network of the link", { ...sent, input, target });
  const fallback = first(scene);
  const stance = fromSettings(new URLSearchParams(words), scene.problem, fallback);
  const understood = toSettings(stance);
  for (const [word, mine] of Object.entries(understood)) {
    reader.take(word, (text, where) => requireSame(text, mine, where), mine);
  }
  reader.done();
  return { scene, stance };
}

/** The id of the scene that is a network from elsewhere. */
const SENT = "sent";

/** A word that meant nothing was read as what stood there before. */
function requireSame(text: string, understood: string, where: string): string {
  const [given, mine] = [text.split(","), understood.split(",")];
  const isSame = given.every((part, i) => part === mine[i] || Number(part) === Number(mine[i]));
  if (isSame && given.length === mine.length) return understood;
  throw new LinkError(
    `${where} cannot be ${JSON.stringify(text)} for this network; correct it or leave it out.`,
  );
}
