// A differential equation, solved by a network: its own derivatives are part of the cost, and training differentiates them.
//
//   u″ + u = 0,  u(0) = 0,  u′(0) = 1     whose solution is sin t
//
// The network never sees a sine. It is only told how far it is from obeying the equation.
import {
  adam,
  add,
  cosineRate,
  createNetwork,
  forward,
  gradients,
  initialState,
  input,
  mean,
  multiply,
  named,
  parametersOf,
  reference,
  square,
  sum,
  trainingStep,
} from "backproof";

// 25 moments from 0 to 4, one sample each.
const count = 25;
const moments = Array.from({ length: count }, (_, i) => [(4 * i) / (count - 1)]);
const t = input("t", [count, 1]);

// u = t + t² N(t) starts at 0 with slope 1, whatever the network N says.
const net = createNetwork({
  sizes: [1, 12, 12, 1],
  activation: "tanh",
  outputActivation: "identity",
  seed: 1,
});
const u = named("u", add(t, multiply(square(t), forward(net, t).output)));

// Each moment's u depends on that moment alone, so the gradient of the sum holds all the derivatives at once.
const [du] = gradients(sum(u), [t]);
const [ddu] = gradients(sum(du), [t]);
const residual = add(ddu, u); // u″ + u, which should be 0
const C = named("C", mean(square(residual)));

// One training step is one more graph on top: its gradients are third derivatives, by t twice and by the weights once.
const parameters = parametersOf(net);
const optimizer = adam();
const steps = 2000;
const updates = trainingStep(C, parameters, optimizer, initialState(optimizer, parameters), {
  schedule: cosineRate(0.01, steps, 0.0001),
});
const program = reference.compile({ outputs: [C, u], updates });
program.write(t, moments);

console.log("  step   residual²    largest |u - sin t|");
for (let step = 0; step <= steps; step++) {
  program.run();
  if (step % 250 > 0) continue;
  const errors = program.read(u).data.map((value, i) => Math.abs(value - Math.sin(moments[i]![0]!)));
  const residualSize = program.read(C).data[0]!.toExponential(2);
  console.log(
    `${String(step).padStart(6)}   ${residualSize.padStart(9)}    ${Math.max(...errors).toFixed(6)}`,
  );
}
