import type { Network } from "../../nn/network.ts";
import { count, counted } from "../format.ts";
import type { Plan } from "./plan.ts";
import type { RunInfo } from "./report.ts";
import { parameterCount, sizesOf } from "./startingNetwork.ts";

/** What is about to be trained, on what, and how. */
export function describeRun({ network, train, test, plan, engine }: RunInfo): string[] {
  const tested = test === undefined ? "no test set" : `${count(test.size)} to test on`;
  return [
    `data     ${train.name}: ${counted(train.size, "sample")} to train on, ${tested}`,
    `network  ${sizesOf(network).join("-")}, ${activationsOf(network)}, ${network.cost} cost, ${count(parameterCount(network))} parameters`,
    `training ${describePlan(plan)}`,
    `engine   ${engine.name}, ${engine.precision}, ${counted(engine.threads, "thread")}`,
  ];
}

function activationsOf({ layers }: Network): string {
  const names = layers.map(({ activation }) => activation);
  return names.every((name) => name === names[0]) ? names[0]! : names.join(" → ");
}

function describePlan(plan: Plan): string {
  const { optimizer, lr, schedule, scheduleSteps, scheduleFactor, warmUp, batch, epochs, seed, shuffle } =
    plan;
  const { momentum, weightDecay, clipNorm, clipValue, patience } = plan;
  const falls = {
    constant: "",
    step: `times ${scheduleFactor ?? 1} every ${counted(scheduleSteps ?? 0, "step")}`,
    cosine: `falling along a cosine over ${counted(scheduleSteps ?? 0, "step")}`,
  }[schedule];
  return [
    `${optimizer}, learning rate ${lr}`,
    falls,
    warmUp === undefined ? "" : `warm-up over ${counted(warmUp, "step")}`,
    momentum === undefined ? "" : `momentum ${momentum}`,
    weightDecay === undefined ? "" : `weight decay ${weightDecay}`,
    clipNorm === undefined ? "" : `gradients clipped to norm ${clipNorm}`,
    clipValue === undefined ? "" : `gradients clipped to ±${clipValue}`,
    `batch ${batch}`,
    counted(epochs, "epoch"),
    patience === undefined ? "" : `patience ${patience}`,
    `seed ${seed}`,
    shuffle ? "" : "not shuffled",
  ]
    .filter((part) => part !== "")
    .join(", ");
}
