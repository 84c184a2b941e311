/** What the page's style sheets may decide, and an SVG file must say itself: all are attributes too, so no style is needed. */
const INHERITED = [
  ...[
    "fill",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
  ],
  ...["stroke-opacity", "paint-order", "visibility"],
  ...["font-family", "font-size", "font-weight", "font-style", "letter-spacing", "text-anchor"],
];
/** These hold for one element only, and need no word where they are as they always are. */
const OWN = { opacity: "1", "dominant-baseline": "auto" } as const;
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
    settle(copies![i]!, original, i === 0, plain);
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

/** Writes the style of the page into an element, as far as its parent has not said it. What is not to be seen is left out. */
function settle(
  element: Element,
  original: Element,
  isRoot: boolean,
  plain: (colour: string) => string,
): void {
  const style = window.getComputedStyle(original);
  if (style.display === "none") {
    element.remove();
    return;
  }
  const above = isRoot ? null : window.getComputedStyle(original.parentElement!);
  for (const name of element.getAttributeNames()) {
    if (FOR_THE_PAGE.includes(name) || name.startsWith("data-")) element.removeAttribute(name);
  }
  const write = (name: string, value: string): void => {
    element.setAttribute(name, COLOURS.has(name) && value !== "none" ? plain(value) : value);
  };
  for (const name of INHERITED) {
    const value = style.getPropertyValue(name);
    // An attribute of the picture's own stays, or it would stand against what the style sheets say.
    if (value !== above?.getPropertyValue(name) || element.hasAttribute(name)) write(name, value);
  }
  for (const [name, initial] of Object.entries(OWN)) {
    const value = style.getPropertyValue(name);
    if (value !== initial || element.hasAttribute(name)) write(name, value);
  }
}

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
    // What cannot be seen is there for the pointer.
    const text =
      alpha === 0
        ? "none"
        : alpha === 255
          ? `#${hex}`
          : `rgba(${red},${green},${blue},${(alpha / 255).toFixed(3)})`;
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
