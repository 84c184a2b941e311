import { extname } from "node:path";
import { writeAtomic } from "../../data/node/writeAtomic.ts";
import type { Derivation, FormName } from "../../explain/derivation.ts";
import { formatOf, render, type Format, type RenderOptions } from "../../explain/render.ts";
import { ValueError } from "../../util/errors.ts";
import { note, type Io } from "../io.ts";
import { checkWritable } from "../saving.ts";

export interface PageFlags {
  readonly format?: Format;
  readonly json?: boolean;
  readonly form?: FormName | "all";
  readonly out?: string;
  readonly worksheet?: boolean;
}

/** Where an explanation goes and what it looks like there. */
export interface Pages {
  readonly format: Format;
  readonly out: string | undefined;
  readonly form: FormName | "all" | undefined;
  readonly isWorksheet: boolean;
}

/**
 * What the options ask for, refused before any work where it cannot be.
 *
 * @throws ValueError for a file that cannot be written, or whose name does not tell the format
 */
export async function pagesOf({ format, json, form, out, worksheet = false }: PageFlags): Promise<Pages> {
  const chosen = json === true ? "json" : (format ?? (out === undefined ? "text" : formatOfOut(out)));
  if (worksheet && out === undefined && !(chosen === "text" || chosen === "markdown")) {
    throw new ValueError(
      `--worksheet makes two pages, questions and solutions, and stdout holds one of ${chosen}; name a file with --out`,
    );
  }
  const pages = { format: chosen, out, form, isWorksheet: worksheet };
  for (const { path } of partsOf(pages)) if (path !== undefined) await checkWritable("--out", path);
  return pages;
}

/** Prints an explanation, or writes its files; a worksheet's solutions come after its questions, in a file of their own. */
export async function writePages(derivation: Derivation, pages: Pages, io: Io): Promise<void> {
  const { format, form } = pages;
  for (const [i, { part, path }] of partsOf(pages).entries()) {
    const options: RenderOptions = {
      ...(form !== undefined && { form }),
      ...(part !== undefined && { worksheet: part }),
      ...(path === undefined && terminalOf(io)),
    };
    const text = await render(derivation, format, options);
    if (path === undefined) io.stdout.write(i === 0 ? text : `\n${text}`);
    else {
      await writeAtomic(path, text);
      note(io, `${part ?? "explanation"} in ${path}`);
    }
  }
}

interface Part {
  readonly part?: "questions" | "solutions";
  readonly path: string | undefined;
}

function partsOf({ out, isWorksheet }: Pages): Part[] {
  if (!isWorksheet) return [{ path: out }];
  return [
    { part: "questions", path: out },
    { part: "solutions", path: out === undefined ? undefined : solutionsPath(out) },
  ];
}

/** `sheet-solutions.html` of `sheet.html`. */
function solutionsPath(out: string): string {
  const extension = extname(out);
  return `${out.slice(0, out.length - extension.length)}-solutions${extension}`;
}

function formatOfOut(out: string): Format {
  try {
    return formatOf(out);
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    throw new ValueError(
      `--out must be a file that ends in .txt, .md, .tex, .html, .json or .svg, got "${out}"; rename it, or name the --format`,
      { cause: error },
    );
  }
}

/** Colour and width for those who look at a terminal; files and pipes get neither. */
function terminalOf({ stdout, env }: Io): Pick<RenderOptions, "colour" | "width"> {
  if (stdout.isTTY !== true) return {};
  const columns = "columns" in stdout && typeof stdout.columns === "number" ? stdout.columns : undefined;
  // https://no-color.org: set and not empty.
  const colour = (env["NO_COLOR"] ?? "") === "";
  return { colour, ...(columns !== undefined && columns > 0 && { width: columns }) };
}
