import { data } from "../state/session.ts";
import { DigitFigure } from "./DigitFigure.tsx";
import { PlaneFigure } from "./PlaneFigure.tsx";
import { SampleFigure } from "./SampleFigure.tsx";

/** Ask the network about one sample: draw it, point at it, or choose it. */
export function TryFigure() {
  const { value } = data;
  if (value === null) return null;
  if (value.points !== null) return <PlaneFigure />;
  const [height, width] = value.inputShape ?? [];
  return height === 28 && width === 28 ? <DigitFigure /> : <SampleFigure />;
}
