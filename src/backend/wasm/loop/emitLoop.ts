import type { Loop } from "../../../program/program.ts";
import type { ReduceKind } from "../../../graph/lowering.ts";
import { accessesOf } from "../../../program/loop.ts";
import { select, type FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Expression, Operand } from "../assembler/instruction.ts";
import { i32 } from "../assembler/integers.ts";
import type { Local } from "../assembler/local.ts";
import type { FunctionHandle } from "../assembler/moduleBuilder.ts";
import { walkOf, type Walk } from "./axes.ts";
import type { LoopContext } from "./context.ts";
import { Cursor } from "./cursor.ts";
import { LoopElements, SINGLE, type Span } from "./elements.ts";
import { farRowsOf, ROWS_AT_A_TIME, type FarRows } from "./farRows.ts";
import { invariantSteps } from "./invariant.ts";
import { writeStep, type Results } from "./steps.ts";

/** A loop as a function of the module, and the axis along which its work may be divided. */
export interface LoopFunction {
  readonly run: FunctionHandle<readonly ["i32", "i32"], "void">;
  /** `run(from, to)` does the indices from … to - 1 of this axis; undefined where it does all for `run(0, 1)`. */
  readonly split: number | undefined;
}

/**
 * Writes a loop as a function.
 *
 * @param split the axis along which to divide the work; by default the outermost that is not joined
 */
export function emitLoop(context: LoopContext, name: string, loop: Loop, split?: number): LoopFunction {
  const walk = walkOf(loop);
  const kept = [...walk.outer, ...(walk.vector?.reduced === false ? [walk.vector.axis] : [])];
  const divided = split ?? kept[0];
  const run = context.module.function(name, ["i32", "i32"], "void", (f, from, to) => {
    new LoopWriter(context, f, loop, walk, { axis: divided, from, to }).write();
  });
  return { run, split: divided };
}

interface Range {
  readonly axis: number | undefined;
  readonly from: Local<"i32">;
  readonly to: Local<"i32">;
}

/** Up to so many steps, several vectors are taken in one turn of a loop, so that the turn itself costs little. */
const SHORT_BODY = 12;
const VECTORS_A_TURN = 4;

class LoopWriter {
  readonly #context: LoopContext;
  readonly #f: FunctionBuilder;
  readonly #loop: Loop;
  readonly #walk: Walk;
  #range: Range;
  readonly #elements: LoopElements;

  constructor(context: LoopContext, f: FunctionBuilder, loop: Loop, walk: Walk, range: Range) {
    this.#context = context;
    this.#f = f;
    this.#loop = loop;
    this.#walk = walk;
    this.#range = range;
    this.#elements = new LoopElements(context, f, loop, walk.vector);
  }

  write(): void {
    const strides = accessesOf(this.#loop).map((access) => this.#elements.strides(access));
    const results: Results = new Map();
    this.#steps(
      invariantSteps(this.#loop.body, [...this.#loop.shape.keys()]),
      results,
      Cursor.start(this.#f, strides),
      SINGLE,
    );
    const cursor = Cursor.start(this.#f, strides);
    if (this.#range.axis !== undefined) {
      this.#fetchingRows(cursor, () => {
        this.#nest(this.#walk.outer, cursor, (inner) => {
          this.#row(inner, results);
        });
      });
      return;
    }
    // Work that cannot be divided is one piece: whoever is given it does all of it.
    this.#f.if(i32.lt_s(this.#range.from, this.#range.to), () => {
      this.#row(cursor, results);
    });
  }

  /** Does the body; where rows come from far away, for a few of them at a time, after all of those were asked for. */
  #fetchingRows(cursor: Cursor, body: () => void): void {
    const { axis, from, to } = this.#range;
    const { buffers, lanes } = this.#context;
    const fetch = (rows: readonly FarRows[], at: Cursor): void => {
      for (const { access, lines } of rows) this.#elements.touch(access, at, lines);
    };
    fetch(farRowsOf(this.#loop, undefined, buffers, lanes), cursor);
    const rows = axis === this.#walk.outer[0] ? farRowsOf(this.#loop, axis, buffers, lanes) : [];
    if (axis === undefined || rows.length === 0) {
      body();
      return;
    }
    const [first, i] = [this.#f.local("i32"), this.#f.local("i32")];
    this.#f.forLoop(first, from, to, ROWS_AT_A_TIME, () => {
      const end = this.#f.let(i32.add(first, ROWS_AT_A_TIME));
      this.#f.set(end, select(i32.lt_s(end, to), end, to));
      const at = cursor.along(axis, first);
      this.#f.forLoop(i, first, end, 1, () => {
        fetch(rows, at);
        at.step(axis, 1);
      });
      this.#range = { axis, from: first, to: end };
      body();
    });
  }

  /** Loops over axes, one element at a time, and does the body in the innermost. */
  #nest(axes: readonly number[], cursor: Cursor, body: (cursor: Cursor) => void): void {
    const [axis, ...rest] = axes;
    if (axis === undefined) {
      body(cursor);
      return;
    }
    const [from, to] = this.#bounds(axis);
    const inner = cursor.along(axis, from);
    const i = this.#f.local("i32");
    this.#elements.indices.set(axis, i);
    this.#f.forLoop(i, from, to, 1, () => {
      this.#nest(rest, inner, body);
      inner.step(axis, 1);
    });
  }

  /** What is left inside the outer axes: a stretch of vectors, or a reduction, or a single element. */
  #row(cursor: Cursor, before: Results): void {
    const { vector, reduced } = this.#walk;
    this.#elements.findRows(vector === undefined ? reduced : [vector.axis, ...reduced], cursor);
    const reduce = this.#loop.writes[0]?.reduce;
    if (vector === undefined) {
      if (reduce === undefined) this.#element(cursor, before, SINGLE);
      else this.#joined(reduce, reduced, cursor, before, [SINGLE]);
    } else if (vector.reduced) {
      this.#joinedAlong(reduce!, reduced, vector.axis, cursor, before);
    } else {
      const results = this.#hoisted([vector.axis, ...reduced], cursor, before);
      this.#stretch(vector.axis, cursor, this.#vectorsATurn(), (inner, spans) => {
        if (reduce !== undefined) this.#joined(reduce, reduced, inner, results, spans);
        else for (const span of spans) this.#element(inner, results, span);
      });
    }
  }

  /** A loop along the vector axis: several vectors a turn, then vectors, then single elements, as long as each fits. */
  #stretch(
    axis: number,
    cursor: Cursor,
    vectors: number,
    body: (cursor: Cursor, spans: readonly Span[]) => void,
  ): void {
    const { count } = this.#context.lanes;
    const [from, to] = this.#bounds(axis);
    const inner = cursor.along(axis, from);
    const i = this.#f.local("i32");
    this.#elements.indices.set(axis, i);
    this.#f.set(i, from);
    let left = typeof to === "number" && typeof from === "number" ? Math.max(0, to - from) : Infinity;
    const turns = (elements: number, spans: readonly Span[]): void => {
      if (left < elements) return;
      const end = typeof to === "number" ? to - elements + 1 : this.#f.let(i32.sub(to, elements - 1));
      this.#f.forLoop(i, i, end, elements, () => {
        body(inner, spans);
        inner.step(axis, elements);
      });
      left = Number.isFinite(left) ? left % elements : left;
    };
    const neighbours = Array.from({ length: vectors }, (_, n) => ({ vector: true, ahead: n * count }));
    if (vectors > 1) turns(count * vectors, neighbours);
    turns(count, neighbours.slice(0, 1));
    turns(1, [SINGLE]);
  }

  #vectorsATurn(): number {
    return this.#loop.body.length <= SHORT_BODY ? VECTORS_A_TURN : 1;
  }

  /** One element or vector: computes all that is left to compute, and writes. */
  #element(cursor: Cursor, before: Results, span: Span): void {
    const results = new Map(before);
    this.#steps(this.#loop.body.keys(), results, cursor, span);
    for (const { access, value } of this.#loop.writes) {
      this.#elements.store(access, results.get(value)!, cursor, span);
    }
  }

  /**
   * A reduction over axes whose elements are taken one by one, for one result or some vectors of results: these together, so
   * that a cache line is used whole while it is there.
   */
  #joined(
    kind: ReduceKind,
    axes: readonly number[],
    cursor: Cursor,
    before: Results,
    spans: readonly Span[],
  ): void {
    const { access, value } = this.#loop.writes[0]!;
    const sums = spans.map((span) => ({
      span,
      total: this.#f.let(this.#neutral(kind)),
      results: this.#hoisted(axes, cursor, before, span),
    }));
    this.#nest(axes, cursor, (inner) => {
      for (const { span, total, results } of sums) {
        const own = new Map(results);
        this.#steps(this.#loop.body.keys(), own, inner, span);
        this.#f.set(total, this.#join(kind, total, own.get(value)!));
      }
    });
    for (const { span, total } of sums) this.#elements.store(access, total, cursor, span);
  }

  /** A reduction along neighbours: vectors of partial results, joined at the end. */
  #joinedAlong(
    kind: ReduceKind,
    axes: readonly number[],
    axis: number,
    cursor: Cursor,
    before: Results,
  ): void {
    const { lanes } = this.#context;
    const { access, value } = this.#loop.writes[0]!;
    const partials = Array.from({ length: this.#vectorsATurn() }, () => this.#f.let(this.#neutral(kind)));
    const rest = this.#f.let(this.#neutral(kind));
    this.#nest(axes, cursor, (inner) => {
      const results = this.#hoisted([axis], inner, before);
      this.#stretch(axis, inner, partials.length, (at, spans) => {
        for (const span of spans) {
          const own = new Map(results);
          this.#steps(this.#loop.body.keys(), own, at, span);
          const total = span.vector ? partials[span.ahead / lanes.count]! : rest;
          this.#f.set(total, this.#join(kind, total, own.get(value)!));
        }
      });
    });
    const partial = partials[0]!;
    for (const other of partials.slice(1)) this.#f.set(partial, this.#join(kind, partial, other));
    // Lanes are joined in pairs, always the same ones.
    for (let left = lanes.count / 2; left >= 1; left /= 2) {
      const other = left === 2 ? lanes.swapHalves(partial) : lanes.swapNeighbours(partial);
      this.#f.set(partial, this.#join(kind, partial, other));
    }
    this.#elements.store(access, this.#f.let(this.#join(kind, partial, rest)), cursor, SINGLE);
  }

  /** Results of the steps that stay the same along some axes, computed before the loop over them. */
  #hoisted(axes: readonly number[], cursor: Cursor, before: Results, span = SINGLE): Results {
    const results = new Map(before);
    this.#steps(invariantSteps(this.#loop.body, axes), results, cursor, span);
    return results;
  }

  /** Writes steps in order, those that have no result yet. */
  #steps(places: Iterable<number>, results: Results, cursor: Cursor, span: Span): void {
    for (const place of places) {
      if (results.has(place)) continue;
      writeStep(this.#f, this.#loop.body, place, results, this.#context, (step) =>
        this.#elements.load(step, cursor, span),
      );
    }
  }

  #bounds(axis: number): [from: Operand<"i32">, to: Operand<"i32">] {
    return axis === this.#range.axis ? [this.#range.from, this.#range.to] : [0, this.#loop.shape[axis]!];
  }

  #neutral(kind: ReduceKind): Expression<"v128"> {
    return this.#context.lanes.constant({ sum: 0, product: 1, max: -Infinity, min: Infinity }[kind]);
  }

  #join(kind: ReduceKind, a: Expression<"v128">, b: Expression<"v128">): Expression<"v128"> {
    const { float } = this.#context.lanes;
    return { sum: float.add, product: float.mul, max: float.max, min: float.min }[kind](a, b);
  }
}
