import type { Tensor } from "../graph/tensor.ts";
import type { CostName } from "../nn/costs/costs.ts";
import type { ForwardPass, Network } from "../nn/network.ts";

const COSTS: Readonly<Record<CostName, string>> = {
  quadratic: "Half the squared distance between output and target",
  "squared-error": "The squared distance between output and target",
  "mean-squared-error": "The squared distance between output and target, divided by the number of outputs",
  "cross-entropy":
    "The surprise at the target: the logarithm of the probability that the network gave it, with a minus",
  "binary-cross-entropy":
    "The surprise at each target, yes or no: the logarithm of the probability that the network gave it, with a minus",
};

/**
 * What the steps of a network are, in the words of the notes.
 *
 * @param pass its forward pass, whose nodes the words are about
 * @param isBatch whether the samples are rows
 */
export function networkWords(
  net: Network,
  pass: ForwardPass,
  cost: Tensor,
  x: Tensor,
  isBatch: boolean,
): (node: Tensor, pass: "forward" | "backward") => string | undefined {
  const words = new Map<Tensor, { forward?: string; backward?: string }>();
  const averaged = net.reduction === "mean" ? "averaged" : "added up";
  words.set(cost, { forward: `${COSTS[net.cost]}${isBatch ? `, ${averaged} over the samples` : ""}.` });
  net.layers.forEach(({ weights, bias }, l) => {
    const [z, a] = [pass.z[l]!, pass.a[l]!];
    const into = l === 0 ? x : pass.a[l - 1]!;
    const [zName, inName, W, b] = [z, into, weights, bias].map((node) => node.label ?? "");
    words.set(z, {
      forward: "Each neuron adds up what enters it, each times its weight, and its bias.",
    });
    words.set(weights, {
      backward: `The weight of ${W!} from k to j reaches only neuron j of ${zName!}, times what enters at k. So its gradient is that neuron's own times ${inName!} at k${isBatch ? ", added up over the samples" : ""}.`,
    });
    words.set(bias, {
      backward: `${b!} is added to ${zName!}, and the slope of a sum is 1: the gradient arrives unchanged${isBatch ? ", added up over the samples" : ""}.`,
    });
    words.set(into, {
      ...words.get(into),
      backward: `Each element of ${inName!} enters every neuron of the layer, each time times a weight. Going back, each neuron returns its gradient times that weight, and they add up: that is the transpose.`,
    });
    if (l === net.layers.length - 1 && a !== z) {
      words.set(a, { ...words.get(a), backward: "How the cost changes with each output." });
    }
  });
  return (node, direction) => words.get(node)?.[direction];
}
