import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { codeOf, reasonOf } from "../../data/node/reason.ts";
import { ValueError } from "../../util/errors.ts";
import { answer, type AnswerOptions } from "./answer.ts";
import { knownHosts, urlOf } from "./hosts.ts";

/** Tried first where no port is given, so that a page keeps its address, and with it what the browser keeps for it. */
const USUAL_PORT = 4747;

export interface ServeOptions extends Omit<AnswerOptions, "isKnownHost"> {
  /** The address to listen on; `127.0.0.1` by default. */
  readonly host?: string;
  /** 0 for any free one; by default 4747, or any free one where that is taken. */
  readonly port?: number | undefined;
}

export interface SiteServer {
  readonly url: string;
  readonly port: number;
  /** Ends all connections. */
  close(): Promise<void>;
}

/**
 * Serves a site over HTTP.
 *
 * @throws ValueError where the system does not give the port
 */
export async function serve({ host = "127.0.0.1", port, ...options }: ServeOptions): Promise<SiteServer> {
  const server = createServer(answer({ ...options, isKnownHost: knownHosts(host) }));
  const got = port === undefined ? await usualOrFree(server, host) : await listen(server, host, port);
  return {
    url: urlOf(host, got),
    port: got,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function usualOrFree(server: Server, host: string): Promise<number> {
  try {
    return await listen(server, host, USUAL_PORT);
  } catch (error) {
    if (error instanceof Error && codeOf(error.cause) === "EADDRINUSE") return listen(server, host, 0);
    throw error;
  }
}

/** @returns the port, which the system has chosen where 0 was asked for */
function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const refused = (error: Error): void => {
      reject(new ValueError(refusal(host, port, error), { cause: error }));
    };
    server.once("error", refused);
    server.listen({ host, port }, () => {
      server.off("error", refused);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function refusal(host: string, port: number, error: Error): string {
  const where = `studio: cannot listen on port ${port} of ${host}`;
  switch (codeOf(error)) {
    case "EADDRINUSE":
      return `${where}: another program does; choose another --port, or 0 for any free one`;
    case "EACCES":
      return `${where}: no permission; choose a --port from 1024 on, or 0 for any free one`;
    case "EADDRNOTAVAIL":
      return `${where}: this machine has no such address; choose another --host, or leave it out`;
    default:
      return `${where}: ${reasonOf(error)}; choose another --host or --port, or leave them out`;
  }
}
