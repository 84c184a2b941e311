import { FormatError, ValueError } from "../util/errors.ts";
import { columnName, indexOf, labelColumn, looksLikeHeader } from "./csvHeader.ts";
import { parseNumber } from "./csvNumber.ts";
import { csvRecords, findDelimiter, type CsvRecord } from "./csvRecords.ts";
import { readTargets } from "./csvTargets.ts";
import { labelledDataset, regressionDataset, type Dataset } from "./dataset.ts";
import { GrowingTable } from "./growingTable.ts";
import type { Table } from "./table.ts";

export interface CsvOptions {
  /** The file's name: for the messages, and the dataset's name. */
  readonly where: string;
  /** Whether the first row names the columns; `"auto"` (the default) looks for text above numbers. */
  readonly header?: boolean | "auto";
  /** The label column by name or by index, from the end where negative; the last column by default. */
  readonly label?: string | number;
  /** One character; by default comma, semicolon or tab, whichever the first line has most of. */
  readonly delimiter?: string;
  /** What the label column holds; by default text and small sets of whole numbers are classes. */
  readonly target?: "classes" | "values";
  /** What every input is multiplied by, 1 by default; 1/255 for pixels. */
  readonly scale?: number;
}

/**
 * Reads a dataset from a CSV text: a row a sample, one label column, every other column an input.
 *
 * @param text the file's text (RFC 4180; any line ends)
 * @returns a labelled dataset where the label column holds classes, a regression dataset where it holds numbers
 * @throws FormatError that names the line and the column of what is wrong
 * @throws ValueError for options that do not fit the file
 *
 * @example
 * ```ts
 * const iris = readCsv("length,width,kind\n5.1,3.5,setosa\n6.2,2.9,virginica\n", { where: "iris.csv" });
 * iris.classes; // ["setosa", "virginica"]
 * iris.inputs.data; // Float64Array [5.1, 3.5, 6.2, 2.9]
 * ```
 */
export function readCsv(text: string, options: CsvOptions): Dataset {
  const { where, scale = 1 } = options;
  const rows = readRows(text, options);
  const { names, label, cells, lines } = rows;
  const inputs = rows.inputs.table(scale);
  refuseUnclearPixels(inputs, options, names);
  const column = columnName(label, names);
  const targets = readTargets(cells, options.target, (row) => `${where}, line ${lines[row]!}, ${column}`);
  const inputNames = names?.filter((_, i) => i !== label);
  const common = { name: where, inputs, ...(inputNames === undefined ? {} : { inputNames }) };
  if (targets.kind === "classes") return labelledDataset({ ...common, ...targets });
  const targetNames = names === undefined ? {} : { targetNames: [names[label]!] };
  return regressionDataset({
    ...common,
    targets: { data: targets.values, width: 1, scale: 1 },
    ...targetNames,
  });
}

interface Rows {
  readonly names: readonly string[] | undefined;
  readonly label: number;
  readonly inputs: GrowingTable;
  /** The cells of the label column, and the line of each. */
  readonly cells: string[];
  readonly lines: number[];
}

function readRows(text: string, options: CsvOptions): Rows {
  const { where } = options;
  const records = csvRecords(text, delimiterOf(text, options), where)[Symbol.iterator]();
  const first = next(records);
  if (first === undefined) throw new FormatError(`${where}: must hold at least one row, got an empty file`);
  const width = first.cells.length;
  if (width < 2) {
    throw new FormatError(
      `${where}: must have at least 2 columns, one of them the label, got ${width}; is the delimiter another one?`,
    );
  }
  const second = next(records);
  if (second !== undefined) checkWidth(second, width, where);
  const header = hasHeader(first.cells, second?.cells, options);
  const names = header ? first.cells : undefined;
  if (header && second === undefined) {
    throw new FormatError(
      `${where}: must hold at least one row of data, got only the header in line ${first.line}`,
    );
  }
  const label = labelColumn(options.label, names, width, where);
  const rows: Rows = { names, label, inputs: new GrowingTable(width - 1), cells: [], lines: [] };
  if (!header) addRow(rows, first, where);
  for (let record = second; record !== undefined; record = next(records)) {
    checkWidth(record, width, where);
    addRow(rows, record, where);
  }
  return rows;
}

function addRow({ names, label, inputs, cells, lines }: Rows, record: CsvRecord, where: string): void {
  record.cells.forEach((cell, i) => {
    if (i === label) cells.push(cell);
    else inputs.push(parseNumber(cell, () => `${where}, line ${record.line}, ${columnName(i, names)}`));
  });
  lines.push(record.line);
}

function hasHeader(
  first: readonly string[],
  second: readonly string[] | undefined,
  options: CsvOptions,
): boolean {
  const { header = "auto", label, where } = options;
  if (header !== "auto") return header;
  // A label column given by name is in the header, if there is one at all.
  if (label !== undefined && indexOf(label) === undefined && first.includes(label as string)) return true;
  return looksLikeHeader(first, second, where);
}

function checkWidth(record: CsvRecord, width: number, where: string): void {
  const got = record.cells.length;
  if (got !== width) {
    throw new FormatError(
      `${where}, line ${record.line}: must have ${width} columns like the first row, got ${got}; ` +
        "is a delimiter missing, or one too many?",
    );
  }
}

function delimiterOf(text: string, { delimiter, where }: CsvOptions): string {
  if (delimiter === undefined) return findDelimiter(text);
  if (delimiter.length !== 1 || delimiter === '"' || delimiter === "\n" || delimiter === "\r") {
    throw new ValueError(
      `${where}: the delimiter must be one character, not a quote or a line end, got "${delimiter}"`,
    );
  }
  return delimiter;
}

/** MNIST as CSV has its label first, this reader looks last: a wrong guess would train on nonsense, so nobody guesses. */
function refuseUnclearPixels(
  inputs: Table,
  { label, where }: CsvOptions,
  names: readonly string[] | undefined,
): void {
  if (label !== undefined || inputs.width !== 784 || !(inputs.data instanceof Uint8Array)) return;
  if (names?.at(-1)?.toLowerCase() === "label") return;
  throw new ValueError(
    `${where}: 785 columns of whole numbers from 0 to 255 look like MNIST, where the label is usually the first column; ` +
      "say which column is the label: 0 for the first, -1 for the last",
  );
}

function next(records: Iterator<CsvRecord>): CsvRecord | undefined {
  const step = records.next();
  return step.done === true ? undefined : step.value;
}
