import { describe, expect, it } from "vitest";
import { Pace } from "../../src/backend/wasm/threads/pace.ts";

/** Runs a program for a while, where a run takes so long on all threads and so long on one; the share of runs on one. */
function shareAlone(together: number, alone: number, milliseconds: number): number {
  const pace = new Pace();
  let [now, runs, runsAlone] = [0, 0, 0];
  while (now < milliseconds) {
    const isAlone = pace.alone(now);
    now += isAlone ? alone : together;
    runs++;
    runsAlone += Number(isAlone);
  }
  return runsAlone / runs;
}

describe("Pace", () => {
  it("keeps all threads where they are faster, but for short trials", () => {
    expect(shareAlone(0.02, 0.04, 5000)).toBeLessThan(0.02);
  });

  it("runs on one thread where the others only make it slower, but for short trials", () => {
    expect(shareAlone(0.1, 0.02, 5000)).toBeGreaterThan(0.97);
  });

  it("never takes threads away from long runs", () => {
    expect(shareAlone(20, 1, 5000)).toBe(0);
  });

  it("follows when the machine becomes busy", () => {
    const pace = new Pace();
    let now = 0;
    for (; now < 600; now += 0.02) pace.alone(now);
    const busy: boolean[] = [];
    while (now < 2000) {
      const isAlone = pace.alone(now);
      busy.push(isAlone);
      now += isAlone ? 0.05 : 0.5;
    }
    expect(busy.at(-1)).toBe(true);
  });
});
