import { engine, type Engine } from "backproof";

/**
 * The fastest engine, on all cores but one: that one draws. Threads that compute a step together wait for the slowest of them,
 * so with the page on one of their cores all of them are slow.
 */
export function engineBesideThePage(): Engine {
  const fastest = engine();
  const spare = Math.max(1, navigator.hardwareConcurrency - 1);
  return fastest.threads > spare ? engine({ threads: spare }) : fastest;
}
