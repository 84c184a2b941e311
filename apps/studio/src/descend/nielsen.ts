/** The rates of Nielsen's "Neural Networks and Deep Learning", chapter 1: too small, right, too large. */
export const NIELSEN_RATES = [0.001, 3, 100] as const;

/** The lab trains what that chapter trains, 784-30-10 in batches of 10, on fewer digits and for fewer epochs. */
export const LAB = { train: 1000, test: 500, epochs: 15, hidden: 30, batch: 10, measured: 200 } as const;
