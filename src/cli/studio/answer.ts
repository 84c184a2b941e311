import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { SECURITY_HEADERS } from "./securityHeaders.ts";
import type { Site } from "./site.ts";

export interface AnswerOptions {
  readonly site: Site;
  /** Whether a Host header names this server. */
  readonly isKnownHost: (header: string | undefined) => boolean;
  /** With every answer; `SECURITY_HEADERS` by default. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Hears of files that could not be read. */
  readonly onError?: (error: unknown) => void;
}

/** Answers GET and HEAD with the files of a site, and everything else with a short refusal. */
export function answer(options: AnswerOptions): RequestListener {
  const { headers = SECURITY_HEADERS, onError } = options;
  return (request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    reply(options, request, response).catch((error: unknown) => {
      onError?.(error);
      refuse(response, 500, "the file cannot be read");
    });
  };
}

async function reply(
  { site, isKnownHost }: AnswerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isKnownHost(request.headers.host)) {
    refuse(response, 421, "this server does not go by that name");
    return;
  }
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("Allow", "GET, HEAD");
    refuse(response, 405, "only GET and HEAD");
    return;
  }
  const path = pathOf(request.url ?? "");
  const file = path === undefined ? undefined : site.get(path);
  if (file === undefined) {
    if (path === undefined) refuse(response, 400, "not a path");
    else refuse(response, 404, "not found");
    return;
  }
  response.setHeader("Cache-Control", file.cache);
  if (file.tag !== undefined) response.setHeader("ETag", file.tag);
  if (file.tag !== undefined && names(request.headers["if-none-match"], file.tag)) {
    response.writeHead(304).end();
    return;
  }
  const bytes = await file.read();
  response.writeHead(200, { "Content-Type": file.type, "Content-Length": bytes.length });
  // Node itself leaves the body out where HEAD was asked for.
  response.end(bytes);
}

/** The path of a request's target, decoded once: what was encoded twice names no file. */
function pathOf(target: string): string | undefined {
  const [path = ""] = target.split(/[?#]/, 1);
  if (!path.startsWith("/")) return undefined;
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/** Whether If-None-Match names a tag; a weak comparison, as RFC 9110, 13.1.2 asks for. */
function names(header: string | undefined, tag: string): boolean {
  return header?.split(",").some((one) => ["*", tag].includes(one.trim().replace(/^W\//, ""))) ?? false;
}

function refuse(response: ServerResponse, status: number, reason: string): void {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" });
  response.end(`${status}: ${reason}\n`);
}
