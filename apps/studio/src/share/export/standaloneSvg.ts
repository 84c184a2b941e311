/** What the page's style sheets may decide, and an SVG file must say itself; all are attributes too, so no style is needed. */
const PROPERTIES = [
  ...[
    "fill",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
  ],
  ...["stroke-opacity", "opacity", "paint-order", "visibility", "display"],
  ...[
    "font-family",
    "font-size",
    "font-weight",
    "font-style",
    "letter-spacing",
    "text-anchor",
    "dominant-baseline",
  ],
];
const COLOURS = new Set(["fill", "stroke"]);
/** What makes a picture of the page one to touch. */
const FOR_THE_PAGE = [
  "class",
  "style",
  "tabindex",
  "role",
  "aria-pressed",
  "aria-describedby",
  "aria-selected",
  "aria-current",
];
const NAMESPACE = "http://www.w3.org/2000/svg";

export interface Picture {
  readonly text: string;
  readonly width: number;
  readonly height: number;
}

/**
 * A picture of the page as a file of its own: it looks as it does on the page and needs nothing else.
 *
 * @param title for screen readers
 * @param paper the colour of the ground
 */
export function standaloneSvg(picture: SVGSVGElement, title: string, paper: string): Picture {
  const copy = picture.cloneNode(true) as SVGSVGElement;
  const [originals, copies] = [picture, copy].map((root) => [root, ...root.querySelectorAll("*")]);
  const plain = plainColours();
  originals!.forEach((original, i) => {
    settle(copies![i]!, window.getComputedStyle(original), plain);
  });
  const { width, height } = picture.getBoundingClientRect();
  copy.setAttribute("xmlns", NAMESPACE);
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  copy.setAttribute("role", "img");
  const ground = make("rect", { width: "100%", height: "100%", fill: plain(paper) });
  copy.prepend(make("title", {}, title), ground);
  return { text: new XMLSerializer().serializeToString(copy), width, height };
}

/** Writes the style of the page into an element. What is not to be seen is left out. */
function settle(element: Element, style: CSSStyleDeclaration, plain: (colour: string) => string): void {
  if (style.display === "none") {
    element.remove();
    return;
  }
  for (const name of FOR_THE_PAGE) element.removeAttribute(name);
  for (const name of [...element.getAttributeNames()])
    if (name.startsWith("data-")) element.removeAttribute(name);
  for (const name of PROPERTIES) {
    const value = style.getPropertyValue(name);
    if (value === "" || value === DEFAULTS[name]) continue;
    element.setAttribute(name, COLOURS.has(name) && value !== "none" ? plain(value) : value);
  }
}

/** What holds without a word, where nothing above it can have said otherwise. */
const DEFAULTS: Readonly<Record<string, string>> = {
  ...{ opacity: "1", display: "inline", "paint-order": "normal", "dominant-baseline": "auto" },
};

/** Any colour of the page as `#rrggbb`, which every program reads; a colour with an alpha as `rgba(…)`. */
function plainColours(): (colour: string) => string {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const known = new Map<string, string>();
  return (colour) => {
    const found = known.get(colour);
    if (found !== undefined || context === null) return found ?? colour;
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
    const hex = [red, green, blue].map((channel) => channel.toString(16).padStart(2, "0")).join("");
    const text = alpha === 255 ? `#${hex}` : `rgba(${red},${green},${blue},${(alpha / 255).toFixed(3)})`;
    known.set(colour, text);
    return text;
  };
}

function make(name: string, attributes: Readonly<Record<string, string>>, text = ""): SVGElement {
  const element = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.textContent = text;
  return element;
}
