import type { Engine } from "../../engines.ts";
import { chooseEngine, type EngineFlags } from "../engine.ts";
import { note, type Io } from "../io.ts";

/** By what a run has computed so far. */
export interface ComputedBy {
  readonly engine: Engine["name"];
  readonly precision: Engine["precision"];
}

/**
 * The engine to go on with: that of the checkpoint, unless the options given now name another one. Another one is told, since
 * only the same engine in the same precision gives the same bits.
 *
 * @throws ValueError where the checkpoint's engine does not run here
 */
export function resumedEngine(given: EngineFlags, before: ComputedBy, where: string, io: Io): Engine {
  const { engine = before.engine, threads } = given;
  const precision = given.precision ?? (engine === "reference" ? "f64" : before.precision);
  const chosen = chooseEngine({ engine, precision, ...(threads !== undefined && { threads }) }, io);
  if (chosen.name !== before.engine || chosen.precision !== before.precision) {
    note(
      io,
      `${where} was computed by ${before.engine} in ${before.precision}, and now ${chosen.name} in ${chosen.precision} goes on: ` +
        "the numbers will not be exactly those of a run that never stopped",
    );
  }
  return chosen;
}
