import type { Derivation } from "../derivation.ts";
import {
  conventionEntries,
  givenLatex,
  pageOf,
  PASS_TITLES,
  passes,
  pathLatex,
  verdictText,
  type Page,
  type PageOptions,
} from "../prose.ts";
import { renderSvg } from "../svg/renderSvg.ts";
import { displayMath, escaped } from "./math.ts";
import { linksOf, stepHtml, type Links } from "./stepHtml.ts";
import { STYLE } from "./style.ts";

/**
 * A derivation as one page that needs nothing else: no network, no script, no other file.
 *
 * Formulas are MathML, made here and now; any browser of today shows them. Steps link to those that they use.
 *
 * @param derivation what `explain` returns
 * @param options the form that is shown first (the others unfold), and whether it is a worksheet
 * @returns a whole HTML document
 * @throws ValueError for a form that does not exist
 */
export function renderHtml(derivation: Derivation, options: PageOptions = {}): string {
  const page = pageOf(derivation, options, "renderHtml");
  const { title } = page.derivation;
  const links = linksOf(page);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<link rel="icon" href="data:,">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#page:steps">Skip to the derivation</a>
<div class="page">
${head(page)}
${contents(page)}
<main>
${diagram(page)}
${givens(page)}
<div id="page:steps" tabindex="-1">
${pass("forward", page, links)}
${pass("backward", page, links)}
</div>
${paths(page)}
${notes(page)}
</main>
</div>
</body>
</html>
`;
}

function contents({ derivation: { steps } }: Page): string {
  const list = (which: "forward" | "backward"): string => {
    const own = steps.filter((step) => step.pass === which);
    const items = own.map(({ id, name }) => `<li><a href="#${id}">${escaped(name)}</a></li>`);
    return items.length === 0 ? "" : `<p>${PASS_TITLES[which]}</p><ol>${items.join("")}</ol>`;
  };
  return `<nav class="contents" aria-labelledby="page:contents"><h2 id="page:contents">Steps</h2>${list("forward")}${list("backward")}</nav>`;
}

function head({ derivation, isBlank }: Page): string {
  const entries = conventionEntries(derivation).map(
    ([setting, value]) => `<div><dt>${escaped(setting)}</dt><dd>${escaped(value)}</dd></div>`,
  );
  const focus = derivation.focus === undefined ? "" : `<p>In focus: ${escaped(derivation.focus.text)}.</p>`;
  const isRight = derivation.steps.every(({ check }) => passes(check));
  const verdict = `<p class="check"><span class="${isRight ? "good" : "bad"}">${isRight ? "✓ right" : "✗ wrong"}</span> ${escaped(verdictText(derivation))}</p>`;
  return `<header>
<h1>${escaped(derivation.title)}</h1>
<dl class="convention">${entries.join("")}</dl>
${focus}${isBlank ? "" : verdict}
</header>`;
}

function diagram({ derivation }: Page): string {
  const { focus, paths: [path] = [] } = derivation;
  const inFocus = focus?.index === undefined ? [] : [{ of: focus.of, index: focus.index }];
  const highlight = [...inFocus, ...(path?.through ?? [])];
  const svg = renderSvg(derivation, { highlight });
  const width = /width="(\d+)/.exec(svg)?.[1] ?? "0";
  // A diagram shrinks to the page, and one that nobody could read then scrolls instead.
  return `<figure tabindex="0" role="group" aria-label="Diagram" style="--natural: ${width}px">${svg}</figure>`;
}

function givens({ derivation }: Page): string {
  const items = derivation.givens.map(
    (given) =>
      `<li id="${given.id}">${displayMath(givenLatex(given, derivation.convention.digits), `Given: ${given.name}`)}</li>`,
  );
  return section("givens", "Given", items.length === 0 ? "" : `<ul class="givens">${items.join("\n")}</ul>`);
}

function pass(which: "forward" | "backward", page: Page, links: Links): string {
  const items = page.derivation.steps.flatMap((step, i) =>
    step.pass === which ? [stepHtml(i, page, links)] : [],
  );
  return section(
    which,
    PASS_TITLES[which],
    items.length === 0 ? "" : `<ol class="steps">${items.join("\n")}</ol>`,
  );
}

function paths({ derivation: { paths: all = [], convention } }: Page): string {
  const items = all.map((path) => `<li>${displayMath(pathLatex(path, convention.digits), "Path")}</li>`);
  return section(
    "paths",
    "Largest paths to the cost",
    items.length === 0 ? "" : `<ol class="paths">${items.join("")}</ol>`,
  );
}

function notes({ derivation }: Page): string {
  const items = derivation.notes.map((note) => `<li>${escaped(note)}</li>`);
  return section("notes", "Notes", items.length === 0 ? "" : `<ul>${items.join("")}</ul>`);
}

/** A part of the page with its heading; nothing where nothing stands under it. */
function section(id: string, heading: string, body: string): string {
  if (body === "") return "";
  return `<section aria-labelledby="page:${id}"><h2 id="page:${id}">${heading}</h2>\n${body}\n</section>`;
}
