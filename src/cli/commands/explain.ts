import { Command, Option } from "commander";
import { FORM_NAMES, type Derivation } from "../../explain/derivation.ts";
import { explainNetwork } from "../../explain/network.ts";
import { FORMATS } from "../../explain/render.ts";
import { toNetwork } from "../../format/networkFile.ts";
import { addDataOptions, DATA_KINDS } from "../dataOptions.ts";
import { CHECK_FAILED, DONE } from "../exitCodes.ts";
import { addConventionOptions, conventionOf, type ConventionFlags } from "../explain/conventionOptions.ts";
import { pagesOf, writePages, type PageFlags } from "../explain/pages.ts";
import { samplesToExplain, type SampleFlags } from "../explain/samples.ts";
import { note, type Io } from "../io.ts";
import { loadNetworkFile } from "../networkInput.ts";
import { name, wholeNumber } from "../parsers.ts";

interface ExplainFlags extends ConventionFlags, PageFlags, SampleFlags {
  readonly focus?: string;
  readonly paths?: number;
}

/** `backproof explain FILE`. */
export function explainCommand(io: Io, exit: (code: number) => void): Command {
  const command = new Command("explain")
    .summary("derive every gradient step by step, with the numbers")
    .description(
      "Derives the forward and the backward pass of a network step by step: formulas, shapes, the numbers plugged in, and a\n" +
        "check mark on every step; exits with 1 where one fails. The samples are the file's own input and target, or one of --data.",
    )
    .argument("<FILE>", "a network file (.json)")
    .optionsGroup("Explanation:")
    .addOption(
      new Option(
        "--form <form>",
        `of the backward steps: ${FORM_NAMES.join(", ")} or all (hadamard; index for one element in focus)`,
      ).argParser(name("--form", [...FORM_NAMES, "all"])),
    )
    .option(
      "--sample <i>",
      "one sample of the batch, counted from 0 (the whole batch)",
      wholeNumber("--sample", 0),
    )
    .option("--data <data>", `take the sample from the test set of ${DATA_KINDS}`)
    .option("--focus <what>", "only what it needs: W1, W1[12,300], b2[1], delta1, z1[3], x[2], or layer 1")
    .option(
      "--paths <n>",
      "with a weight, bias or input in focus: how many of its largest paths to the cost (5)",
      wholeNumber("--paths", 0),
    )
    .option("--worksheet", "leave the results blank, and give the solutions after it, or in a second file")
    .addHelpText(
      "after",
      `
Example:
  backproof explain net.json --form all --out net.html
  backproof explain net.json --data digits --sample 0 --focus "W1[12,300]"`,
    );
  addConventionOptions(command);
  addDataOptions(command, "0: all rows");
  return addPageOptions(command).action(async (path: string, flags: ExplainFlags) => {
    const pages = await pagesOf(flags);
    const file = await loadNetworkFile(path);
    const network = toNetwork(file);
    const { focus, paths } = flags;
    const derivation = explainNetwork(network, {
      ...(await samplesToExplain(file, path, network, flags, io)),
      convention: conventionOf(flags),
      ...(focus !== undefined && { focus }),
      ...(paths !== undefined && { paths }),
    });
    // One element is a sum of products, and only the index form shows it term by term.
    const form = pages.form ?? (derivation.focus?.index === undefined ? undefined : "index");
    await writePages(derivation, { ...pages, form }, io);
    const failed = failedSteps(derivation);
    if (failed.length > 0) note(io, `the check failed at ${failed.join(", ")}`);
    exit(derivation.check.verdict === "pass" ? DONE : CHECK_FAILED);
  });
}

function addPageOptions(command: Command): Command {
  return command
    .optionsGroup("Output:")
    .option("--json", "print only JSON on stdout")
    .addOption(
      new Option("--format <format>", `${FORMATS.join(", ")} (text, or as the file's name ends)`).argParser(
        name("--format", FORMATS),
      ),
    )
    .option("--out <file>", "write a file: .txt, .md, .tex, .html, .json or .svg")
    .option("--debug", "with an error, print its stack")
    .helpOption("-h, --help", "print this help");
}

/** The steps whose numbers differ from those of the check. */
function failedSteps({ steps }: Derivation): string[] {
  return steps
    .filter(({ check }) => check.verdict === "fail" || check.endToEnd?.verdict === "fail")
    .map((step) => step.name);
}
