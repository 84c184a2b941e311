// Four ways to write the same gradient: sums over indices, Hadamard products, full Jacobians, and a tensor contraction.
import {
  constant,
  dense,
  einsum,
  evaluate,
  gradients,
  jacobian,
  matmul,
  multiply,
  outer,
  parameter,
  quadratic,
  reshape,
  sigmoid,
  subtract,
  toNested,
  transpose,
  type Tensor,
} from "backproof";

// Sizes 2, 3 and 4, all different, and no symmetry: where a transpose is missing, shapes do not fit or numbers differ.
const x = constant([0.9, -0.4]);
const y = constant([0.1, 0.7, 0.3, 0.9]);
const W1 = parameter("W¹", [
  [0.1, 0.4],
  [0.2, -0.3],
  [0.5, 0.7],
]);
const b1 = parameter("b¹", [0.1, -0.2, 0.3]);
const W2 = parameter("W²", [
  [0.3, -0.7, 0.2],
  [0.6, 0.1, -0.5],
  [-0.4, 0.8, 0.9],
  [1.1, -0.2, 0.4],
]);
const b2 = parameter("b²", [0.05, -0.15, 0.25, -0.35]);

const z1 = dense(x, W1, b1);
const a1 = sigmoid(z1);
const z2 = dense(a1, W2, b2);
const a2 = sigmoid(z2);
const C = quadratic(a2, y);

// 1. Sums over indices, in plain numbers: ∂C/∂w¹_jk = Σᵢ δ²ᵢ w²_ij σ′(z¹_j) x_k.
const [aOne, aTwo, w2, target] = [a1, a2, W2, y].map((tensor) => evaluate(tensor).data);
const delta2 = aTwo!.map((a, i) => (a - target![i]!) * a * (1 - a));
const byIndices = [0, 1, 2].map((j) =>
  [0.9, -0.4].map((xk) => {
    const arriving = delta2.reduce((sum, delta, i) => sum + delta * w2![3 * i + j]!, 0);
    return arriving * aOne![j]! * (1 - aOne![j]!) * xk;
  }),
);

// 2. Hadamard products: δ² = (a² - y) ⊙ σ′(z²), δ¹ = ((W²)ᵀ δ²) ⊙ σ′(z¹), ∂C/∂W¹ = δ¹ xᵀ.
const slope = (a: Tensor): Tensor => multiply(a, subtract(1, a)); // σ′(z) = a (1 - a)
const error2 = multiply(subtract(a2, y), slope(a2));
const error1 = multiply(matmul(transpose(W2), error2), slope(a1));
const byHadamard = outer(error1, x);

// 3. Full Jacobians, row vectors on the left: ∂C/∂W¹ = ∂C/∂a² · ∂a²/∂z² · ∂z²/∂a¹ · ∂a¹/∂z¹ · ∂z¹/∂W¹.
// The two Jacobians of σ are diagonal; that is all that makes ⊙ possible. W¹ counts as a vector of 6 entries here.
const dz1dW1 = reshape(jacobian(z1, W1), [3, 6]);
const chain = [jacobian(a2, z2), jacobian(z2, a1), jacobian(a1, z1), dz1dW1];
const row = chain.reduce((left: Tensor, right) => matmul(left, right), subtract(a2, y));
const byJacobians = reshape(row, [3, 2]);

// 4. A contraction: ∂a¹/∂W¹ has three indices, one for a¹ and two for W¹, and the first is summed with ∂C/∂a¹.
const [dCda1] = gradients(C, [a1]);
const byContraction = einsum("i,ijk->jk", dCda1, jacobian(a1, W1));

// And what the library gives.
const [dW1] = gradients(C, [W1]);

console.log("∂C/∂W¹ of a network of 2, 3 and 4 neurons");
show("sums over indices", byIndices);
show("Hadamard products", toNested(evaluate(byHadamard)));
show("full Jacobians", toNested(evaluate(byJacobians)));
show("tensor contraction", toNested(evaluate(byContraction)));
show("gradients()", toNested(evaluate(dW1)));

console.log("\nShapes on the way:");
console.log(`  ∂a²/∂z²  [${jacobian(a2, z2).shape.join(", ")}]     diagonal`);
console.log(`  ∂z²/∂a¹  [${jacobian(z2, a1).shape.join(", ")}]     = W²`);
console.log(`  ∂a¹/∂W¹  [${jacobian(a1, W1).shape.join(", ")}]  entry ijk is 0 unless i = j`);

function show(form: string, matrix: unknown): void {
  const rows = (matrix as number[][]).map((entries) =>
    entries.map((entry) => entry.toFixed(8).padStart(11)).join(" "),
  );
  console.log(`  ${form.padEnd(19)} ${rows.join("  |")}`);
}
