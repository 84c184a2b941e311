// Where a diagnosis draws its lines. Each is wide enough that networks which train well stay inside, freshly drawn or trained.

/** A unit is flat where its slope is below this share of the steepest: |z| > 4.4 for sigmoid, |z| > 2.2 for tanh. */
export const FLAT_SLOPE = 0.05;

/**
 * Share of flat activations from which a hidden layer counts as saturated. The notes' network, with weights from N(0, 1),
 * learns well with 0.6 at the start and 0.8 at the end.
 */
export const SATURATED_SHARE = 0.9;

/**
 * The same where several layers stand behind each other: from half of a layer on, if less than this share of the paths
 * through all hidden layers meets slopes only.
 */
export const SATURATED_PATHS = 1e-3;
export const SATURATED_HALF = 0.5;

/** Share of samples whose wrong outputs are all flat, from which they count as stuck: most of the data teaches nothing. */
export const STUCK_SHARE = 0.5;

/**
 * ‖∂C/∂zˡ‖ against that of the last layer: beyond a hundredth or a hundredfold, no single learning rate suits both layers.
 * Four sigmoid layers with Xavier's weights are just inside, each takes about three quarters away.
 */
export const VANISHING_RATIO = 1e-2;
export const EXPLODING_RATIO = 1e2;

/**
 * How many standard deviations more than half of a layer's units must be dead. With weights drawn evenly around 0, a unit deep
 * in the network is dead like a coin falls; only more than chance is a fault.
 */
export const DEAD_DEVIATIONS = 3;

/** ‖step‖ / ‖W‖ above which a step replaces the weights instead of changing them. */
export const LARGEST_UPDATE = 1;

/** ‖step‖ / ‖W‖ below which a step is lost in rounding: half the distance between two float32 numbers is 6e-8 of them. */
export const SMALLEST_UPDATE = 6e-8;

/**
 * λ against the largest stable curvature, from where the learning rate counts as too large. Training settles at 1 and a little
 * above by itself, and goes on well there. Source: Cohen et al., "Gradient descent on neural networks typically occurs at the
 * edge of stability", ICLR 2021.
 */
export const UNSTABLE_CURVATURE = 2;

/** η λ up to which plain gradient descent converges on a quadratic. */
export const STABLE_UP_TO = 2;
