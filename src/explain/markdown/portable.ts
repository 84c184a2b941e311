// GitHub reads Markdown before mathematics: it takes a backslash before a sign for an escape, and \operatorname is forbidden
// there. Commands that are words survive, and mean the same wherever Markdown has mathematics.
const WORDS: Readonly<Record<string, string>> = {
  "\\\\": "\\cr",
  "\\,": "\\thinspace",
  "\\;": "\\thickspace",
  "\\:": "\\medspace",
  "\\!": "\\negthinspace",
  "\\ ": "\\space",
  "\\{": "\\lbrace",
  "\\}": "\\rbrace",
  "\\|": "\\Vert",
};

/** A formula in commands that are words. */
export function portable(latex: string): string {
  return latex
    .replace(/(?:\\_)+/g, "\\underline{\\qquad}")
    .replace(/\\operatorname\{([^{}]*)\}/g, "\\mathop{\\mathrm{$1}}\\nolimits")
    .replace(/\\[^A-Za-z]/g, (sign) => (sign in WORDS ? `${WORDS[sign]!} ` : sign))
    .replace(/</g, "\\lt ")
    .replace(/>/g, "\\gt ")
    .replace(/ {2,}/g, " ")
    .trimEnd();
}

/** Text in which Markdown finds no markup. */
export function plainText(text: string): string {
  return text.replace(/[\\`*_[\]<>#|~$&]/g, (sign) =>
    sign === "<" ? "&lt;" : sign === "&" ? "&amp;" : `\\${sign}`,
  );
}
