// Is a gradient right? Central differences, forward against reverse mode, and a famous mistake that is caught.
import {
  adjointCheck,
  compareGradients,
  costOf,
  createNetwork,
  forward,
  gradientCheck,
  gradients,
  input,
  matmul,
  multiply,
  parametersOf,
  relu,
  subtract,
  sum,
  type Layer,
  type Tensor,
} from "backproof";

// Layer sizes all differ but for one pair: the mistake below would not even multiply where they differ.
const net = createNetwork({ sizes: [3, 4, 2, 2], seed: 7 });
const x = input("x", [5, 3]);
const y = input("y", [5, 2]);
const pass = forward(net, x);
const C = costOf(net, pass, y);
const feeds = {
  x: [
    [0.2, -0.4, 0.9],
    [1.1, 0.3, -0.7],
    [-0.6, 0.8, 0.1],
    [0.5, 0.5, -1.2],
    [-0.9, -0.2, 0.4],
  ],
  y: [
    [1, 0],
    [0, 1],
    [0.3, 0.7],
    [1, 1],
    [0, 0.2],
  ],
};

// 1. Central differences, weight by weight: (C(w + h) - C(w - h)) / 2h against ∂C/∂w.
console.log("Every weight and bias against central differences");
for (const { name, checked, relativeError } of gradientCheck(C, parametersOf(net), feeds).variables) {
  console.log(
    `  ${name.padEnd(3)} ${String(checked).padStart(3)} numbers   relative error ${relativeError.toExponential(1)}`,
  );
}

// 2. Both modes: ⟨ȳ, J ẋ⟩ by forward mode is ⟨Jᵀ ȳ, ẋ⟩ by reverse mode, for any ẋ and ȳ, and to the last digits.
const modes = adjointCheck(pass.output, parametersOf(net), { x: feeds.x });
console.log(
  `\nForward mode ${modes.forward.toFixed(12)}, reverse mode ${modes.reverse.toFixed(12)}: ${modes.verdict}`,
);

// 3. A mistake that is in print: ∂C/∂a² = σ′(z³) ⊙ ((W³)ᵀ ∂C/∂a³). But σ′(z³) belongs to the neurons of layer 3, so it must
// come in before the weights carry the error back to layer 2: ∂C/∂a² = (W³)ᵀ (σ′(z³) ⊙ ∂C/∂a³). Where both layers are of one
// size, the shapes do not tell. A comparison of ∂C/∂b², the sum over the batch of δ² = ∂C/∂a² ⊙ σ′(z²), does.
const [, a2, a3] = pass.a as [Tensor, Tensor, Tensor];
const [, second, third] = net.layers as [Layer, Layer, Layer];
const slope = (a: Tensor): Tensor => multiply(a, subtract(1, a)); // σ′(z) = a (1 - a)
const [dCda3] = gradients(C, [a3]);
const claims = {
  "σ′(z³) ⊙ ((W³)ᵀ ∂C/∂a³)": multiply(slope(a3), matmul(dCda3, third.weights)), // rows are samples: (Wᵀ v)ᵀ is vᵀ W
  "(W³)ᵀ (σ′(z³) ⊙ ∂C/∂a³)": matmul(multiply(slope(a3), dCda3), third.weights),
};
console.log("\n∂C/∂b² by two formulas for ∂C/∂a²");
for (const [formula, dCda2] of Object.entries(claims)) {
  const claimed = sum(multiply(dCda2, slope(a2)), 0);
  const found = compareGradients(C, [second.bias], [claimed], feeds);
  console.log(`  ${formula}   relative error ${found.maxRelativeError.toExponential(1)}: ${found.verdict}`);
}

// 4. At a corner there is no slope, and any number between the slopes of both sides is right: the check must not cry wolf.
const corner = input("corner", [3]);
const [atCorner] = gradientCheck(sum(relu(corner)), [corner], { corner: [-1, 0, 1] }).variables;
console.log(
  `\nrelu at -1, 0 and 1: relative error ${atCorner!.relativeError.toExponential(1)}, ${atCorner!.kinks} corner`,
);
