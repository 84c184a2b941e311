import { focusedPart } from "./Part.tsx";

const DIRECTIONS: Partial<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The arrow keys go to the nearest part in their direction. */
export function navigate(event: KeyboardEvent & { readonly currentTarget: Element }): void {
  const direction = DIRECTIONS[event.key];
  const here = (event.target as Element).closest("[data-part]");
  if (direction === undefined || here === null) return;
  event.preventDefault();
  const from = middle(here);
  const parts = [...event.currentTarget.querySelectorAll<SVGGElement>("[data-part]")];
  const next = parts
    .filter((part) => part !== here)
    .map((part) => ({ part, far: distance(from, middle(part), direction) }))
    .reduce<{ part?: SVGGElement; far: number }>((best, one) => (one.far < best.far ? one : best), {
      far: Infinity,
    });
  if (next.part === undefined) return;
  focusedPart.value = next.part.dataset["part"]!;
  next.part.focus();
}

type Place = readonly [x: number, y: number];

function middle(element: Element): Place {
  const { left, top, width, height } = element.getBoundingClientRect();
  return [left + width / 2, top + height / 2];
}

/** How far, sideways counting double; infinite for what lies in another direction. */
function distance(from: Place, to: Place, [x, y]: readonly [number, number]): number {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const ahead = dx * x + dy * y;
  const aside = Math.abs(dx * y) + Math.abs(dy * x);
  return ahead < 2 || aside > 4 * ahead ? Infinity : ahead + 2 * aside;
}
