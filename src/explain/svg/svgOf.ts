import { ABOVE, BELOW, labelPoint } from "./labels.ts";
import type { Place } from "./layout.ts";
import {
  FOOTER,
  MARGIN,
  SMALL,
  type Pass,
  type Scene,
  type SceneBox,
  type SceneEdge,
  type SceneLine,
} from "./scene.ts";
import { STYLE } from "./style.ts";
import { textWidth } from "./textWidth.ts";

const LINE = 17;
const SMALL_LINE = 14;
/** By how much the ways forward and back are apart. */
const APART = 3.5;

/** A scene as an `<svg>` element. */
export function svgOf(scene: Scene, prefix: string): string {
  const { height } = scene;
  const legend = legendOf(scene);
  const width = Math.max(scene.width, legend.width);
  const [title, description] = [`${prefix}-title`, `${prefix}-description`];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="diagram" role="img" aria-labelledby="${title} ${description}"`,
    ` viewBox="0 0 ${round(width)} ${round(height)}" width="${round(width)}" height="${round(height)}">`,
    `<title id="${title}">${escaped(scene.title)}</title><desc id="${description}">${escaped(scene.description)}</desc>`,
    `<style>${STYLE}</style>`,
    `<rect class="diagram-paper" width="100%" height="100%"/>`,
    ...scene.headings.map(({ x, text }) => textAt(x, 22, text, "diagram-soft")),
    // Those pointed out lie above the others, and all labels above all lines.
    ...scene.edges.filter((edge) => !edge.isHighlighted).map(edgeOf),
    ...scene.edges.filter((edge) => edge.isHighlighted).map(edgeOf),
    ...scene.boxes.map(boxOf),
    ...scene.edges.map(labelsOf),
    legend.content,
    "</svg>",
  ].join("");
}

function edgeOf({ from, to, forward, backward, via, isHighlighted }: SceneEdge): string {
  const lit = isHighlighted ? " diagram-edge-lit" : "";
  const path = (pass: Pass, { isNegative, weight }: SceneEdge["forward"], shift: number): string => {
    const way = via === undefined ? straight(from, to, shift) : bent(from, to, via, shift);
    const end = pass === "forward" ? to : from;
    const dash = isNegative ? " diagram-edge-negative" : "";
    return `<path class="diagram-edge diagram-edge-${pass}${dash}${lit}" stroke-width="${round(1 + 2 * weight)}" d="${way}"/>${tip(pass, [end[0], end[1] + shift])}`;
  };
  const apart = backward === undefined ? 0 : APART;
  return path("forward", forward, -apart) + (backward === undefined ? "" : path("backward", backward, apart));
}

type Point = SceneEdge["from"];

function straight([x, y]: Point, [u, v]: Point, shift: number): string {
  return `M${round(x)} ${round(y + shift)}L${round(u)} ${round(v + shift)}`;
}

/** From place to place in curves that begin and end level. */
function bent([x, y]: Point, to: Point, via: readonly Place[], shift: number): string {
  const stops = via.map(({ x: at, y: height, width }) => [at - width / 2, at + width / 2, height] as const);
  let [left, level] = [x, y];
  const curves = [...stops, [to[0], to[0], to[1]] as const].map(([enter, leave, height]) => {
    const middle = round((left + enter) / 2);
    const curve = `C${middle} ${round(level + shift)} ${middle} ${round(height + shift)} ${round(enter)} ${round(height + shift)}`;
    [left, level] = [leave, height];
    return leave === enter ? curve : `${curve}H${round(leave)}`;
  });
  return `M${round(x)} ${round(y + shift)}${curves.join("")}`;
}

/** The head of an arrow: to the right on the way forward, to the left on the way back. */
function tip(pass: Pass, [x, y]: readonly [number, number]): string {
  const back = pass === "forward" ? -7 : 7;
  return `<path class="diagram-${pass}" d="M${round(x)} ${round(y)}l${back} -3.5v7z"/>`;
}

function labelsOf(edge: SceneEdge): string {
  if (edge.labelAt === undefined) return "";
  const [x, y] = labelPoint(edge, edge.labelAt);
  const label = (text: string | undefined, height: number, pass: Pass): string =>
    text === undefined ? "" : textAt(x, height, text, `diagram-label diagram-${pass}`);
  return label(edge.forward.label, y - ABOVE, "forward") + label(edge.backward?.label, y + BELOW, "backward");
}

function boxOf({ place, kind, lines, caption, isHighlighted }: SceneBox): string {
  const { x, y, width, height } = place;
  if (kind === "gap") return textAt(x, y + 4, lines[0]!.text, "diagram-small diagram-soft");
  const lit = isHighlighted ? " diagram-lit" : "";
  const cost = kind === "cost" ? " diagram-cost" : "";
  const corner = kind === "neuron" ? 14 : 3;
  const top = y - ((lines.length - 1) * LINE) / 2 + 5;
  return [
    `<rect class="diagram-box${cost}${lit}" x="${round(x - width / 2)}" y="${round(y - height / 2)}" width="${round(width)}" height="${round(height)}" rx="${corner}"/>`,
    ...lines.map((line, i) => textAt(x, top + i * LINE, line.text, colourOf(line))),
    ...caption.map((line, i) =>
      textAt(x, y + height / 2 + 13 + i * SMALL_LINE, line.text, `diagram-small ${colourOf(line)}`),
    ),
  ].join("");
}

function colourOf({ pass }: SceneLine): string {
  return pass === "backward" ? "diagram-backward" : "";
}

/** The legend, and how wide the picture must be for it. */
function legendOf({ legend, remark, height }: Scene): { readonly content: string; readonly width: number } {
  let x = MARGIN;
  const y = height - FOOTER / 2;
  const keys = legend.map(([kind, text]) => {
    const look = kind === "negative" ? "diagram-key diagram-edge-negative" : `diagram-edge-${kind}`;
    const at = kind === "backward" ? x : x + 28;
    const head = kind === "negative" ? "" : tip(kind, [at, y]);
    const key = `<path class="diagram-edge ${look}" stroke-width="2" d="M${round(x)} ${round(y)}h28"/>${head}`;
    const label = textAt(x + 36, y + 4, text, "diagram-small diagram-soft", "start");
    x += 36 + textWidth(text, SMALL) + 16;
    return key + label;
  });
  const said = remark === "" ? "" : textAt(x, y + 4, remark, "diagram-small diagram-soft", "start");
  return { content: keys.join("") + said, width: x + textWidth(remark, SMALL) + MARGIN };
}

function textAt(
  x: number,
  y: number,
  text: string,
  look: string,
  anchor: "middle" | "start" = "middle",
): string {
  const name = look.trim() === "" ? "" : ` class="${look.trim()}"`;
  return `<text${name} x="${round(x)}" y="${round(y)}" text-anchor="${anchor}">${escaped(text)}</text>`;
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
