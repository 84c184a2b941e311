/**
 * The errors that a user can meet. Every message says where, what was required, what was got, and a way out;
 * our own bugs start with `internal:`.
 */

/** The base class: `catch (e) { if (e instanceof BackproofError) … }` catches every error that a user can cause. */
export class BackproofError extends Error {
  override name = "BackproofError";
}

/** Shapes that do not fit an operation. */
export class ShapeError extends BackproofError {
  override name = "ShapeError";
}

/** A gradient that does not exist: through an integer, along no path, or of a non-scalar. */
export class GradientError extends BackproofError {
  override name = "GradientError";
}

/** A value that is not allowed: an option out of range, an unknown name. */
export class ValueError extends BackproofError {
  override name = "ValueError";
}

/** A file or text that does not hold what it must; the message names the place in it. */
export class FormatError extends BackproofError {
  override name = "FormatError";
}

/** A number that turned NaN or infinite where none may be; the message names the first place. */
export class NumericError extends BackproofError {
  override name = "NumericError";
}

/** Throws for a state that our own code should have made impossible. */
export function internal(message: string): never {
  throw new Error(`internal: ${message}; please report this`);
}
