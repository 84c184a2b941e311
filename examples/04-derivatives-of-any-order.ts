// Derivatives of any order: a gradient is a graph like any other, so it can be differentiated again.
import {
  add,
  constant,
  evaluate,
  grad,
  gradients,
  hessian,
  hessianVectorProduct,
  input,
  jvp,
  multiply,
  square,
  subtract,
  sum,
  tanh,
  toNested,
  type Tensor,
} from "backproof";

// A function of one number, and the function that grad() makes of it, again and again.
const f = (x: Tensor): Tensor => tanh(x);
const second = grad(grad(f));

console.log("tanh at 0.5");
console.log("  f″ by grad(grad(f))  ", evaluate(second(0.5)).data[0]);
console.log("  f″ by its closed form", -2 * Math.tanh(0.5) * (1 - Math.tanh(0.5) ** 2));

// For many points at once: summed up, every element's derivative is its own, for no element depends on another one.
const x = input("x", [5]);
const orders: Tensor[] = [tanh(x)];
for (let order = 1; order <= 4; order++) orders.push(gradients(sum(orders[order - 1]!), [x])[0]);

console.log("\n     x      f(x)      f′        f″        f‴        f⁗");
const points = [-2, -1, 0, 0.5, 1.5];
const columns = evaluate(orders, { x: points }).map(({ data }) => data);
points.forEach((point, i) => {
  const cells = [point.toFixed(1).padStart(6), ...columns.map((column) => column[i]!.toFixed(5).padStart(9))];
  console.log(cells.join(" "));
});

// Modes mix freely. Forward mode carries a change of x along; here it runs over a gradient, which is cheaper than a second
// backward pass where only one direction matters.
const [slope] = gradients(sum(tanh(x)), [x]);
const [bend] = jvp([slope], [x], [constant([1, 1, 1, 1, 1])]);
const reverse = evaluate(orders[2]!, { x: points }).data;
const forward = evaluate(bend, { x: points }).data;
const apart = Math.max(...forward.map((value, i) => Math.abs(value - reverse[i]!)));
console.log("\nf″ forward over reverse and reverse over reverse differ by at most", apart);

// Rosenbrock's valley, R(p) = (1 - p₀)² + 100 (p₁ - p₀²)², written with dot products so that p stays one vector.
const p = input("p", [2]);
const p0 = sum(multiply(p, constant([1, 0])));
const p1 = sum(multiply(p, constant([0, 1])));
const valley = add(square(subtract(1, p0)), multiply(100, square(subtract(p1, square(p0)))));
const H = hessian(valley, p);
const [Hv] = hessianVectorProduct(valley, [p], [constant([1, 0])]);
const bottom = { p: [1, 1] };

console.log("\nRosenbrock's valley at its lowest point, (1, 1)");
console.log("  Hessian H", toNested(evaluate(H, bottom)));
console.log("  H v for v = (1, 0), without H", toNested(evaluate(Hv, bottom)));
