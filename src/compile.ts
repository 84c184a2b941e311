import type { Backend, Compiled, Computation } from "./backend/backend.ts";
import { engine, type EngineOptions } from "./engines.ts";
import { inputOp, parameterOp } from "./graph/leaves.ts";
import type { Tensor } from "./graph/tensor.ts";
import { ValueError } from "./util/errors.ts";

/** What to compile, and by which engine. */
export interface CompileOptions extends Computation, Omit<EngineOptions, "engine"> {
  /** Inputs that can be written even where no output depends on them, as a derivative of a linear function on its variable. */
  readonly inputs?: readonly Tensor[];
  /** The same for parameters. */
  readonly parameters?: readonly Tensor[];
  /** A name, `auto` by default, or an engine that is there already. */
  readonly engine?: EngineOptions["engine"] | Backend;
}

/**
 * Compiles a graph for the fastest engine of this machine, or the one asked for: `write` inputs, `run`, `read` outputs.
 *
 * @param options `outputs` are the nodes to read; `updates` are pairs of a parameter and the node whose numbers it takes after
 * each run
 * @returns a program with memory of its own; `dispose` frees it, or `using`
 * @throws ValueError for an engine that does not run here, and for updates of what is no parameter
 *
 * @example
 * ```ts
 * const x = input("x", [3]);
 * const y = square(x);
 * const program = compile({ outputs: [y] });
 * program.write(x, [1, 2, 3]);
 * program.run();
 * program.read(y).data; // Float64Array [1, 4, 9]
 * program.dispose();
 * ```
 */
export function compile(options: CompileOptions): Compiled {
  const { outputs, updates = [], storage, inputs = [], parameters = [] } = options;
  requireLeaves("inputs", inputs);
  requireLeaves("parameters", parameters);
  return backendOf(options).compile({
    outputs: [...outputs, ...inputs, ...parameters],
    updates,
    ...(storage && { storage }),
  });
}

function backendOf({ engine: wanted, precision, threads }: CompileOptions): Backend {
  const numbers = { ...(precision && { precision }), ...(threads !== undefined && { threads }) };
  if (typeof wanted !== "object") return engine({ ...numbers, ...(wanted && { engine: wanted }) });
  if (Object.keys(numbers).length === 0) return wanted;
  throw new ValueError(
    `compile(): precision and threads are for an engine by name, but "${wanted.name}" has its own; leave them out`,
  );
}

function requireLeaves(option: "inputs" | "parameters", leaves: readonly Tensor[]): void {
  const op = option === "inputs" ? inputOp : parameterOp;
  const other = leaves.find((leaf) => leaf.op !== op);
  if (other === undefined) return;
  throw new ValueError(`compile(): ${option} must be ${option} of the graph, got ${String(other)}`);
}
