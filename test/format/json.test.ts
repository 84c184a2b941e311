import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson } from "../../src/format/json.ts";
import { findSyntaxFault } from "../../src/format/jsonSyntax.ts";
import { FormatError } from "../../src/util/errors.ts";

const messageOf = (text: string): string => {
  try {
    parseJson(text, "x.json");
  } catch (error) {
    if (error instanceof FormatError) return error.message;
    throw error;
  }
  return "none";
};

describe("parseJson", () => {
  it("gives the value", () => {
    expect(parseJson(' {"a": [1, -0, 1e-3, "b", true, null]}\n', "x.json")).toEqual({
      a: [1, -0, 1e-3, "b", true, null],
    });
  });

  it("passes over a byte order mark", () => {
    expect(parseJson("\uFEFF[1]", "x.json")).toEqual([1]);
  });

  it("reads brackets nested far deeper than the stack", () => {
    const depth = 100_000;
    expect(messageOf("[".repeat(depth))).toBe(
      `x.json, line 1, column ${depth + 1}: ends too early, a value or "]" must follow; was the file cut off?`,
    );
  });

  it.each([
    ["", "x.json: must hold JSON, got an empty file"],
    [" \n\uFEFF", "x.json: must hold JSON, got an empty file"],
    ["[1, 2", 'x.json, line 1, column 6: ends too early, "," or "]" must follow; was the file cut off?'],
    ['{"a": 1,\n', "x.json, line 2, column 1: ends too early, a key must follow; was the file cut off?"],
    ["[0.", 'x.json, line 1, column 4: ends too early, inside "0."; was the file cut off?'],
    ["[\n1, tru", 'x.json, line 2, column 7: ends too early, inside "tru"; was the file cut off?'],
    ['["sig', "x.json, line 1, column 6: ends too early, inside a text; was the file cut off?"],
    ['["\\u00', "x.json, line 1, column 7: ends too early, inside a text; was the file cut off?"],
    ["[1, NaN]", "x.json, line 1, column 5: weights and all other numbers must be finite, got NaN"],
    [
      "[1,\r\n\r\n-Infinity]",
      "x.json, line 3, column 1: weights and all other numbers must be finite, got -Infinity",
    ],
    ["[nan", "x.json, line 1, column 2: weights and all other numbers must be finite, got nan"],
    ["[1, 2,]", 'x.json, line 1, column 7: must have a value here, got "]"; drop the comma before it'],
    ['{"a": 1,}', 'x.json, line 1, column 9: must have a key here, got "}"; drop the comma before it'],
    ["[1 2]", 'x.json, line 1, column 4: must have "," or "]" here, got "2"; is a comma missing?'],
    [
      '{"a": 1 "b": 2}',
      'x.json, line 1, column 9: must have "," or "}" here, got a text; is a comma missing?',
    ],
    ['{"a" 1}', 'x.json, line 1, column 6: must have ":" here, got "1"'],
    ['{"a": [1}', 'x.json, line 1, column 9: must have "," or "]" here, got "}"'],
    ["{a: 1}", 'x.json, line 1, column 2: must have a key or "}" here, got "a"; keys take double quotes'],
    [
      "['a']",
      `x.json, line 1, column 2: must have a value or "]" here, got "'a'"; texts take double quotes, "…"`,
    ],
    ["[1] // net", 'x.json, line 1, column 5: must have the end here, got "//"; JSON has no comments'],
    ["[1]\r[2]", 'x.json, line 2, column 1: must have the end here, got "["'],
    [
      "[.5]",
      'x.json, line 1, column 2: must have a value or "]" here, got ".5"; numbers are written as 0.5, -2 or 1e-3',
    ],
    [
      "[1, +2]",
      'x.json, line 1, column 5: must have a value here, got "+2"; numbers are written as 0.5, -2 or 1e-3',
    ],
    ["[True]", 'x.json, line 1, column 2: must have a value or "]" here, got "True"'],
    ["[\u00a01]", 'x.json, line 1, column 2: must have a value or "]" here, got "\u00a0"'],
    ['["a\nb"]', 'x.json, line 1, column 4: must escape "\\n" inside a text'],
    ['["a\\q"]', 'x.json, line 1, column 4: must use an escape of JSON, got "\\\\q"'],
    ['["\\u00g0"]', 'x.json, line 1, column 3: must use an escape of JSON, got "\\\\u"'],
  ])("refuses %j", (text, message) => {
    expect(messageOf(text)).toBe(message);
  });

  it("shows only the start of a long token", () => {
    expect(messageOf(`[${"x".repeat(1000)}]`)).toContain(`got "${"x".repeat(40)}…"`);
  });
});

describe("findSyntaxFault", () => {
  const isJson = (text: string): boolean => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };
  const json = fc.json({ maxDepth: 4 });
  const piece = fc.constantFrom(
    ...Array.from("[]{},:\"'\\ \n\t0123456789.eE+-truefalsnNaI/\u00a0"),
    "true",
    "null",
    "1e5",
    "-0",
  );

  it("finds nothing in JSON", () => {
    fc.assert(
      fc.property(json, (text) => {
        expect(findSyntaxFault(text)).toBeUndefined();
      }),
    );
  });

  it("finds a fault in exactly the texts that JSON.parse refuses", () => {
    const damaged = fc
      .tuple(json, fc.nat(), fc.nat({ max: 2 }), fc.array(piece, { maxLength: 2 }))
      .map(([text, at, cut, put]) => {
        const i = at % (text.length + 1);
        return text.slice(0, i) + put.join("") + text.slice(i + cut);
      });
    const soup = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(fc.oneof(damaged, soup), (text) => {
        expect(findSyntaxFault(text) === undefined).toBe(isJson(text));
      }),
      { numRuns: 2000 },
    );
  });

  it("says of every beginning of a document that it ends too early", () => {
    const text = '{"a": [1.5e-3, {"b\\u0041": true}], "c": null}';
    for (let length = 1; length < text.length; length++) {
      expect(findSyntaxFault(text.slice(0, length))).toEqual({
        offset: length,
        fault: expect.stringContaining("ends too early") as string,
      });
    }
  });
});
