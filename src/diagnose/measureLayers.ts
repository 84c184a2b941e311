import type { Backend, Compiled } from "../backend/backend.ts";
import { writeFeeds } from "../backend/reference/evaluate.ts";
import type { Network } from "../nn/network.ts";
import type { Tensor } from "../graph/tensor.ts";
import { finite, type Finite, type LayerDiagnosis, type LayerGradients } from "./diagnosis.ts";
import type { LayerNodes, NetworkGraph } from "./networkGraph.ts";
import type { Samples } from "./samples.ts";
import { norm, spread } from "./statistics.ts";
import { deadUnits, saturation } from "./units.ts";

/** The numbers of a diagnosis: one forward and one backward pass, and what they say about each layer. */
export function measureLayers(
  network: Network,
  graph: NetworkGraph,
  samples: Samples,
  backend: Backend,
): { readonly cost: number; readonly layers: readonly LayerDiagnosis[] } {
  const nodes = graph.layers.flatMap((layer) => Object.values(layer) as (Tensor | null)[]);
  const outputs = [graph.cost, ...graph.parameters, ...nodes.filter((node) => node !== null)];
  const program = backend.compile({ outputs });
  try {
    writeFeeds(program, outputs, graph.feeds);
    program.run();
    const gradients = gradientsOf(graph.layers, program);
    const layers = graph.layers.map((layer, l): LayerDiagnosis => {
      const [units, inputs] = layer.W.shape as [number, number];
      const { activation } = network.layers[l]!;
      const [z, a] = [program.view(layer.z), program.view(layer.a)];
      const slope = layer.slope === null ? null : program.view(layer.slope);
      const targets = l === graph.layers.length - 1 ? samples.y.data : null;
      return {
        ...{ layer: l + 1, inputs, units, activation },
        z: spread(z),
        a: spread(a),
        meanSlope: slope === null ? 1 : spread(slope).mean,
        saturated: saturation(activation, { slope, a, z, units, targets }),
        dead: deadUnits(activation, { slope, a, z, units, targets }),
        gradients: gradients[l]!,
        updateRatio: updateRatio(layer, program),
      };
    });
    return { cost: program.view(graph.cost)[0]!, layers };
  } finally {
    program.dispose();
  }
}

function gradientsOf(layers: readonly LayerNodes[], program: Compiled): LayerGradients[] {
  const deltas = layers.map(({ dz }) => norm(program.view(dz)));
  return layers.map(({ dW, db }, l) => ({
    z: finite(deltas[l]!),
    weights: finite(norm(program.view(dW))),
    bias: finite(norm(program.view(db))),
    toLayerAbove: l === layers.length - 1 ? null : quotient(deltas[l]!, deltas[l + 1]!),
    toLastLayer: quotient(deltas[l]!, deltas.at(-1)!),
  }));
}

function updateRatio({ step, W }: LayerNodes, program: Compiled): Finite {
  return step === null ? null : quotient(norm(program.view(step)), norm(program.view(W)));
}

/** Null where the divisor is 0, or either number is not finite. */
function quotient(a: number, b: number): Finite {
  return finite(a / b);
}
