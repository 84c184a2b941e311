import {
  compile,
  gradients,
  initialState,
  input,
  stateTensors,
  trainingStep,
  type Optimizer,
} from "backproof";
import type { Landscape } from "./landscape.ts";

/** A place on the surface. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A place that a path came to. */
export interface Stop extends Point {
  readonly cost: number;
  /** ‖∂C/∂θ‖, how steep it is there. */
  readonly slope: number;
}

/**
 * How a path ended: after all its steps; where the gradient is as good as 0, so that nothing would move any more; or so far
 * away, or without a number, that going on makes no sense.
 */
export type Ending = "walked" | "still" | "lost";

export interface Path {
  /** The start, and the place after each step. */
  readonly stops: readonly Stop[];
  readonly ending: Ending;
}

/** An optimizer on a landscape, compiled once, to be sent from many starts at many rates. */
export interface Walker {
  readonly walk: (start: Point, learningRate: number, steps: number) => Path;
  readonly dispose: () => void;
}

const STILL = 1e-10;
const FAR = 1e6;

/** Compiles one training step of two parameters: the same graph that trains whole networks. */
export function walkerOf({ theta, cost }: Landscape, optimizer: Optimizer): Walker {
  const [slope] = gradients(cost, [theta], { missing: "zeros" });
  const rate = input("η", []);
  const state = initialState(optimizer, [theta]);
  const updates = trainingStep(cost, [theta], optimizer, state, { schedule: () => rate });
  const program = compile({ outputs: [cost, slope], updates, precision: "f64", threads: 1 });
  return {
    walk: ({ x, y }, learningRate, steps) => {
      program.write(rate, learningRate);
      program.write(theta, [x, y]);
      for (const tensor of stateTensors(state)) program.buffer(tensor).fill(0);
      const stops: Stop[] = [];
      for (let step = 0; step <= steps; step++) {
        // A run reads the costs at θ and then moves θ, so θ is taken down first.
        const [left, up] = program.view(theta);
        program.run();
        const [across, upwards] = program.view(slope);
        const stop = {
          ...{ x: left!, y: up! },
          cost: program.view(cost)[0]!,
          slope: Math.hypot(across!, upwards!),
        };
        if (!Number.isFinite(stop.cost) || !(Math.hypot(stop.x, stop.y) < FAR))
          return { stops, ending: "lost" };
        stops.push(stop);
        if (stop.slope < STILL) return { stops, ending: "still" };
      }
      return { stops, ending: "walked" };
    },
    dispose: () => {
      program.dispose();
    },
  };
}
