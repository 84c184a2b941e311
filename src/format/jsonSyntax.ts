import { quote } from "./describe.ts";

/** The first place where a text stops being JSON. */
export interface SyntaxFault {
  /** In UTF-16 code units from the start; the text's length where it ends too early. */
  readonly offset: number;
  readonly fault: string;
}

const VALUE = "a value";
/** What may follow: inside which bracket, and what there. */
type Due =
  | typeof VALUE
  | 'a value or "]"'
  | 'a key or "}"'
  | "a key"
  | '":"'
  | '"," or "]"'
  | '"," or "}"'
  | "the end";

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const LITERAL = /^(?:true|false|null)$/;
const NOT_FINITE = /^[+-]?(?:nan|inf(?:inity)?)$/i;
const WORD = /[^\s,:[\]{}"]+/y;
const SPACE = /[ \t\r\n]*/y;

/**
 * Finds what is wrong with a text that is not JSON, and `undefined` for one that is.
 *
 * `JSON.parse` decides; its messages differ between engines and have no line, so this says where and why.
 * It keeps its own stack of brackets: no depth of nesting can exhaust the engine's.
 */
export function findSyntaxFault(text: string): SyntaxFault | undefined {
  const open: ("[" | "{")[] = [];
  let due: Due = VALUE;
  let offset = 0;
  const afterValue = (): Due => {
    const bracket = open.at(-1);
    return bracket === undefined ? "the end" : bracket === "[" ? '"," or "]"' : '"," or "}"';
  };
  for (;;) {
    offset = match(SPACE, text, offset);
    if (offset === text.length) {
      return due === "the end" ? undefined : { offset, fault: `ends too early, ${due} must follow` };
    }
    const token = text[offset]!;
    if (token === '"' && (takesValue(due) || takesKey(due))) {
      const end = stringEnd(text, offset);
      if (typeof end !== "number") return end;
      offset = end;
      due = takesKey(due) ? '":"' : afterValue();
    } else if ((token === "[" || token === "{") && takesValue(due)) {
      open.push(token);
      due = token === "[" ? 'a value or "]"' : 'a key or "}"';
      offset++;
    } else if ((token === "]" || token === "}") && due.endsWith(`"${token}"`)) {
      open.pop();
      due = afterValue();
      offset++;
    } else if (token === "," && due.startsWith('","')) {
      due = open.at(-1) === "[" ? VALUE : "a key";
      offset++;
    } else if (token === ":" && due === '":"') {
      due = VALUE;
      offset++;
    } else {
      const end = match(WORD, text, offset);
      const word = text.slice(offset, end);
      if (!takesValue(due) || !(NUMBER.test(word) || LITERAL.test(word)))
        return unexpected(text, offset, word, due);
      due = afterValue();
      offset = end;
    }
  }
}

function takesValue(due: Due): boolean {
  return due.startsWith(VALUE);
}

function takesKey(due: Due): boolean {
  return due.startsWith("a key");
}

/** The offset after the string that starts at `start`, or what is wrong with it. */
function stringEnd(text: string, start: number): number | SyntaxFault {
  for (let i = start + 1; i < text.length; i++) {
    const character = text[i]!;
    if (character === '"') return i + 1;
    if (character < " ") return { offset: i, fault: `must escape ${quote(character)} inside a text` };
    if (character !== "\\") continue;
    const escape = text.slice(i, i + 6);
    const whole = /^\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/.exec(escape);
    if (whole !== null) i += whole[0].length - 1;
    else if (/^\\(?:u[\da-fA-F]{0,3})?$/.test(escape)) break;
    else return { offset: i, fault: `must use an escape of JSON, got ${quote(escape.slice(0, 2))}` };
  }
  return { offset: text.length, fault: "ends too early, inside a text" };
}

function unexpected(text: string, offset: number, word: string, due: Due): SyntaxFault {
  if (takesValue(due) && NOT_FINITE.test(word)) {
    return { offset, fault: `weights and all other numbers must be finite, got ${word}` };
  }
  if (offset + word.length === text.length && takesValue(due) && beginsValue(word)) {
    return { offset: text.length, fault: `ends too early, inside ${quote(word)}` };
  }
  const character = text[offset]!;
  const got = character === '"' ? "a text" : quote(word === "" ? character : word);
  return { offset, fault: `must have ${due} here, got ${got}${wayOut(character, due)}` };
}

/** Whether a word at the end of the text may be a value cut off. */
function beginsValue(word: string): boolean {
  return ["true", "false", "null"].some((literal) => literal.startsWith(word)) || NUMBER.test(`${word}0`);
}

function wayOut(character: string, due: Due): string {
  if ("]}".includes(character) && (due === VALUE || due === "a key")) return "; drop the comma before it";
  if (character === "'") return '; texts take double quotes, "…"';
  if (character === "/" || character === "#") return "; JSON has no comments";
  if (due.startsWith('","') && !"]}:".includes(character)) return "; is a comma missing?";
  if (takesKey(due)) return "; keys take double quotes";
  if (takesValue(due) && /[\d.+-]/.test(character)) return "; numbers are written as 0.5, -2 or 1e-3";
  return "";
}

function match(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return offset + (pattern.exec(text)?.[0].length ?? 0);
}
