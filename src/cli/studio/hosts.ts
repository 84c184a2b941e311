import { isIP, isIPv4 } from "node:net";
import { hostname } from "node:os";

/** Listening there means listening on every address of the machine. */
const EVERYWHERE = ["0.0.0.0", "::"];

/** Whether only this machine can reach a server that listens on this address. */
export function isLoopback(host: string): boolean {
  const name = plain(host);
  return name === "localhost" || name === "::1" || (isIPv4(name) && name.startsWith("127."));
}

/**
 * Tells by the Host header whether a request is meant for this server.
 *
 * A page of another site can have its own name point to 127.0.0.1 and then read what we answer (DNS rebinding). Its requests
 * carry that name, so only names that nobody else can own are right: this machine's, and the one that the user has given.
 * An address cannot be pointed elsewhere; where we listen on all of them, each is right.
 */
export function knownHosts(host: string): (header: string | undefined) => boolean {
  const known = new Set(["localhost", "127.0.0.1", "::1", plain(host)]);
  const everywhere = EVERYWHERE.includes(plain(host));
  if (everywhere) known.add(plain(hostname()));
  return (header = "") => {
    const [, bracketed, open] = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::\d*)?$/.exec(header) ?? [];
    const name = plain(bracketed ?? open ?? "");
    return name !== "" && (known.has(name) || (everywhere && isIP(name) !== 0));
  };
}

/** Where a browser on this machine finds a server that listens on this address. */
export function urlOf(host: string, port: number): string {
  const name = EVERYWHERE.includes(plain(host)) ? "localhost" : plain(host);
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}/`;
}

/** One spelling for a name or an address: small letters, no brackets, no dot at the end. */
function plain(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, "$1")
    .replace(/\.$/, "");
}
