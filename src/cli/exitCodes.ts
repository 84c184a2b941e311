export const DONE = 0;
/** A check failed, such as a gradient that is wrong. */
export const CHECK_FAILED = 1;
/** Bad usage, bad input, or a bug of our own. */
export const REFUSED = 2;

/** As shells expect of a program that a signal stopped: 128 and the signal's number. */
export const INTERRUPTED = { SIGINT: 130, SIGPIPE: 141, SIGTERM: 143 } as const;

export type StopSignal = keyof typeof INTERRUPTED;
