// A first gradient: one neuron, its cost, and how the cost changes with every number in it.
import { constant, dense, evaluate, gradients, parameter, quadratic, sigmoid, toNested } from "backproof";

// Nothing is computed here: these lines only write the formulas down, as a graph.
const x = constant([1, 0.5]);
const y = constant([0.8]);
const W = parameter("W", [[0.1, 0.3]]);
const b = parameter("b", [0.1]);

const z = dense(x, W, b); // z = W x + b
const a = sigmoid(z); // a = σ(z)
const C = quadratic(a, y); // C = ½ ‖a - y‖²

// The gradients are graphs too, of the same kind. By the chain rule, ∂C/∂z = (a - y) σ′(z) and ∂C/∂W = ∂C/∂z xᵀ.
const [dz, dW, db] = gradients(C, [z, W, b]);

// Only now are there numbers.
const quantities = { z, a, C, "∂C/∂z": dz, "∂C/∂W": dW, "∂C/∂b": db };
for (const [name, tensor] of Object.entries(quantities)) {
  console.log(name.padEnd(5), "=", toNested(evaluate(tensor)));
}
