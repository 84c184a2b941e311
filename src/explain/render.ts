import { ValueError } from "../util/errors.ts";
import { oneOf } from "../util/suggest.ts";
import type { Derivation } from "./derivation.ts";
import { contractJson } from "./json.ts";
import { renderLatex } from "./latex/renderLatex.ts";
import { renderMarkdown } from "./markdown/renderMarkdown.ts";
import type { PageOptions } from "./prose.ts";
import { renderSvg, type SvgOptions } from "./svg/renderSvg.ts";
import { renderText, type TextOptions } from "./text/renderText.ts";
import { worksheet } from "./worksheet.ts";

export const FORMATS = ["text", "markdown", "latex", "html", "json", "svg"] as const;

export type Format = (typeof FORMATS)[number];

/** What any of the formats can be told; each takes what concerns it. */
export type RenderOptions = PageOptions & TextOptions & SvgOptions;

const ENDINGS: Readonly<Record<string, Format>> = {
  ...{ txt: "text", text: "text", md: "markdown", markdown: "markdown", tex: "latex" },
  ...{ html: "html", htm: "html", json: "json", svg: "svg" },
};

/**
 * A derivation in one of the formats.
 *
 * HTML needs Temml to turn LaTeX into MathML. It is loaded when the first page is asked for and not before, so whoever asks
 * for none does not pay for it; therefore the result is a promise.
 *
 * @param derivation what `explain` returns
 * @throws ValueError for a format, a form or a sample that does not exist
 */
export async function render(
  derivation: Derivation,
  format: Format,
  options: RenderOptions = {},
): Promise<string> {
  switch (format) {
    case "text":
      return renderText(derivation, options);
    case "markdown":
      return renderMarkdown(derivation, options);
    case "latex":
      return renderLatex(derivation, options);
    case "html":
      return (await import("./html/renderHtml.ts")).renderHtml(derivation, options);
    case "json":
      return jsonText(derivation, options);
    case "svg":
      return renderSvg(derivation, options);
    default:
      throw new ValueError(`render(): format ${oneOf(String(format satisfies never), FORMATS)}`);
  }
}

/**
 * The format that a file's name asks for by its ending.
 *
 * @throws ValueError where it has none of the endings known
 */
export function formatOf(fileName: string): Format {
  const ending = /\.([^./\\]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? "";
  const format = Object.hasOwn(ENDINGS, ending) ? ENDINGS[ending] : undefined;
  if (format === undefined) {
    const known = Object.keys(ENDINGS).map((one) => `.${one}`);
    throw new ValueError(
      `formatOf(): "${fileName}" must end in one of ${known.join(", ")}; rename it, or name the format`,
    );
  }
  return format;
}

function jsonText(derivation: Derivation, { worksheet: part = false }: RenderOptions): string {
  return `${JSON.stringify(contractJson(part === false ? derivation : worksheet(derivation, part)), undefined, 2)}\n`;
}
