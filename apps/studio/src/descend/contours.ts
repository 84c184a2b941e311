import { along, type Grid } from "./grid.ts";

/** A line along which the surface has one height. */
export interface Contour {
  readonly level: number;
  /** x, y, x, y, …, in the numbers of the parameters. */
  readonly points: readonly number[];
  /** Whether it comes back to where it starts, and its first point is again its last. */
  readonly closed: boolean;
}

/**
 * The contours of a grid at one level, by marching squares.
 *
 * Between two neighbours on either side of the level, the line crosses where a straight line between their values would. In
 * the ambiguous cells, where opposite corners are above, the mean of the four decides which of them are connected.
 * Source: Maple, "Geometric design and space planning using the marching squares and marching cube algorithms", 2003.
 *
 * @returns lines, as long as possible; those that leave the grid are open
 */
export function contoursAt(grid: Grid, level: number): Contour[] {
  const links = linksBetweenEdges(grid, level);
  const contours: Contour[] = [];
  const follow = (start: number): void => {
    const edges = chainFrom(start, links);
    contours.push({
      level,
      points: edges.flatMap((edge) => crossing(grid, level, edge)),
      closed: edges.length > 1 && edges[0] === edges.at(-1),
    });
  };
  // A line that leaves the grid must be followed from an end, or it would fall into two.
  for (const [edge, next] of [...links]) if (next.length === 1 && links.has(edge)) follow(edge);
  while (links.size > 0) follow(links.keys().next().value!);
  return contours;
}

/** For every grid edge that the line crosses, the edges at which the one or two cells beside it lead on. */
type Links = Map<number, number[]>;

// A crossing (column, row) owns two edges: 2 i leads to its right neighbour, 2 i + 1 to the one above it.

function linksBetweenEdges({ columns, rows, values }: Grid, level: number): Links {
  const links: Links = new Map();
  const link = (a: number, b: number): void => {
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      const next = links.get(from);
      if (next === undefined) links.set(from, [to]);
      else next.push(to);
    }
  };
  for (let row = 0; row < rows - 1; row++) {
    for (let column = 0; column < columns - 1; column++) {
      const i = row * columns + column;
      // Counter-clockwise from the corner at the lower left; edge k lies between corners k and k + 1.
      const corners = [values[i]!, values[i + 1]!, values[i + columns + 1]!, values[i + columns]!];
      if (!corners.every(Number.isFinite)) continue;
      const edges = [2 * i, 2 * (i + 1) + 1, 2 * (i + columns), 2 * i + 1];
      const isAbove = corners.map((value) => value >= level);
      const crossed = edges.filter((_, k) => isAbove[k] !== isAbove[(k + 1) % 4]);
      if (crossed.length === 2) link(crossed[0]!, crossed[1]!);
      if (crossed.length === 4) {
        const middleIsAbove = corners.reduce((sum, value) => sum + value, 0) / 4 >= level;
        // Where the middle is like corner 0, the line cuts off corners 1 and 3; else corners 0 and 2.
        const shift = middleIsAbove === isAbove[0] ? 0 : 3;
        link(edges[shift]!, edges[(shift + 1) % 4]!);
        link(edges[(shift + 2) % 4]!, edges[(shift + 3) % 4]!);
      }
    }
  }
  return links;
}

/** Walks from edge to edge until the line ends or closes, and takes what it walked out of the links. */
function chainFrom(start: number, links: Links): number[] {
  const chain = [start];
  for (let at = start; ;) {
    const next = links.get(at)?.pop();
    if (next === undefined) break;
    if (links.get(at)?.length === 0) links.delete(at);
    const back = links.get(next)!;
    back.splice(back.indexOf(at), 1);
    if (back.length === 0) links.delete(next);
    chain.push(next);
    at = next;
  }
  return chain;
}

function crossing({ window, columns, rows, values }: Grid, level: number, edge: number): [number, number] {
  const i = edge >> 1;
  const j = edge % 2 === 0 ? i + 1 : i + columns;
  const share = (level - values[i]!) / (values[j]! - values[i]!);
  const [column, row] = [i % columns, Math.floor(i / columns)];
  return edge % 2 === 0
    ? [along(window.x, column + share, columns), along(window.y, row, rows)]
    : [along(window.x, column, columns), along(window.y, row + share, rows)];
}
