import ts from "typescript";
import { ROOT } from "./sources.ts";

/** The public names of an entry that have no docstring where they are declared, with the place: `add (src/ops/add.ts:28)`. */
export function undocumented(entry: string): { name: string; where: string }[] {
  const program = ts.createProgram([ROOT + entry], {
    noLib: true,
    types: [],
    allowImportingTsExtensions: true,
    noEmit: true,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
  });
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(ROOT + entry);
  const module = file && checker.getSymbolAtLocation(file);
  if (module === undefined) return [];
  return checker.getExportsOfModule(module).flatMap((symbol) => {
    const origin = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    if (origin.getDocumentationComment(checker).length > 0) return [];
    return [{ name: symbol.name, where: place(origin.declarations?.[0]) }];
  });
}

function place(declaration: ts.Declaration | undefined): string {
  if (declaration === undefined) return "declared nowhere";
  const file = declaration.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(declaration.getStart());
  return `${file.fileName.replace(ROOT, "")}:${line + 1}`;
}
