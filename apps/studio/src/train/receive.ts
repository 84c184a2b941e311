import { notifyError } from "../state/notices.ts";
import type { Report } from "./protocol.ts";
import * as session from "./state/session.ts";

/** Notes what the worker tells. */
export function receive(report: Report): void {
  switch (report.type) {
    case "engine":
      session.engineFacts.value = report.engine;
      break;
    case "loaded":
      session.loading.value = null;
      session.data.value = report.data;
      session.sample.value = null;
      break;
    case "created":
      session.forgetTraining();
      session.kept.value = report.kept;
      break;
    case "running":
      session.running.value = report.running;
      break;
    case "look":
      session.noteLook(report.look);
      break;
    case "mistakes":
      session.mistakes.value = report.mistakes;
      break;
    case "diagnosis":
      session.findings.value = report.findings;
      break;
    case "kept":
      session.kept.value = report.kept;
      break;
    case "answer":
      session.answer.value = report.outputs;
      break;
    case "sample":
      session.sample.value = report.sample;
      break;
    case "failed":
      if (report.doing === "load") session.loading.value = null;
      notifyError(report.message);
      break;
    case "pong":
      break;
  }
}
