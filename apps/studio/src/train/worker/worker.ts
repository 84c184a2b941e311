// The worker's entry: one message after another, and every error told.
import type { Report, Request } from "../protocol.ts";
import { Training } from "./training.ts";

const report = (message: Report): void => {
  self.postMessage(message, { transfer: arraysOf(message) });
};
const training = new Training(report);

self.onmessage = ({ data }: MessageEvent<Request>) => {
  handle(data).catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    report({ type: "failed", doing: data.type, message });
  });
};

async function handle(request: Request): Promise<void> {
  switch (request.type) {
    case "load":
      await training.load(request.source);
      break;
    case "create":
      training.create(request.recipe, request.tuning);
      break;
    case "adopt":
      training.adopt(request.network, request.seed, request.tuning);
      break;
    case "tune":
      training.tune(request.tuning);
      break;
    case "go":
      training.go(request.until);
      break;
    case "pause":
      training.pause();
      break;
    case "ask":
      training.ask(request.input);
      break;
    case "keep":
      training.keep();
      break;
    case "sample":
      training.sample(request.index);
      break;
    case "ping":
      report({ type: "pong" });
      break;
  }
}

/** Large arrays that nobody needs here any more are given away, not copied. */
function arraysOf(message: Report): ArrayBuffer[] {
  if (message.type !== "look") return [];
  const { weights, boundary } = message.look;
  return [weights.data, boundary?.data].flatMap((data) =>
    data?.buffer instanceof ArrayBuffer ? [data.buffer] : [],
  );
}
