// Every gradient explained: what you build with the ops is derived step by step, with your numbers, and checked.
import {
  add,
  createNetwork,
  divide,
  exp,
  forward,
  gradients,
  input,
  log,
  mean,
  multiply,
  named,
  negate,
  parameter,
  sin,
  softmax,
  square,
  sum,
  type Tensor,
} from "backproof";
import { explain, explainNetwork, renderText, type Derivation } from "backproof/explain";

const print = (title: string, derivation: Derivation, form: "hadamard" | "index" = "hadamard"): void => {
  console.log(`\n━━━ ${title}\n`);
  console.log(renderText(derivation, { form }));
};

// 1. A function of your own. Nodes with a name are the steps; a value that is used twice gets back the sum of two gradients.
const t = input("t", []);
const u = named("u", exp(negate(square(t))));
const s = named("s", sin(u));
const C = named("C", add(square(s), multiply(u, t)));
print("C = sin²(u) + u t, u = e^(-t²)", explain(C, { feeds: { t: 0.7 } }));

// 2. A softmax with a temperature: functions of several ops, such as softmax, stay whole and have one rule.
const z = parameter("z", [0.2, 1.1, -0.4]);
const T = parameter("T", 0.5);
const p = named("p", softmax(named("v", divide(z, T))));
const y = input("y", [3]);
const surprise = named("C", negate(sum(multiply(y, log(p)))));
print("C = -ln p₂, p = softmax(z / T)", explain(surprise, { feeds: { y: [0, 1, 0] }, by: [z, T] }), "index");

// 3. A differential equation, u″ + u = 0. The second derivative is a gradient of a gradient, so it is a graph like any
// other; what the weights of the network do to it is explained by the same rules once more. Here for one of them.
const x = input("x", [2, 1]);
const net = createNetwork({ sizes: [1, 2, 1], activation: "tanh", outputActivation: "identity", seed: 3 });
const output = forward(net, x).output;
const [ux] = gradients(sum(output), [x]) as [Tensor];
const [uxx] = gradients(sum(named("u_x", ux)), [x]) as [Tensor];
const residual = named("r", add(named("u_xx", uxx), output));
const badness = named("C", mean(square(residual)));
print(
  "C = mean (u″ + u)², what one bias does to it",
  explain(badness, { feeds: { x: [[-0.2], [0.5]] }, focus: "b1[1]" }),
  "index",
);

// 4. A network needs no names: its own are those of the books.
const small = createNetwork({ sizes: [2, 3, 2], seed: 1 });
const derivation = explainNetwork(small, { input: [0.9, 0.1], target: [1, 0], focus: "W2[1,2]" });
print("One weight of a network, and the ways by which it reaches the cost", derivation, "index");
