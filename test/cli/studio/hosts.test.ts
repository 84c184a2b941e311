import { describe, expect, it } from "vitest";
import { isLoopback, knownHosts, urlOf } from "../../../src/cli/studio/hosts.ts";
import { openSite } from "./openSite.ts";
import { raw, send } from "./request.ts";

describe("the Host header", () => {
  it.each(["localhost", "LocalHost:4747", "127.0.0.1:80", "[::1]:4747", "localhost.:1"])(
    "%s names this machine",
    async (host) => {
      expect((await send(await openSite(), { headers: { Host: host } })).status).toBe(200);
    },
  );

  it.each([
    ...["evil.example", "evil.example:4747", "localhost.evil.example", "127.0.0.1.evil.example", "127.0.0.2"],
    ...["192.168.0.1", "[::2]", "localhost:4747@evil.example", "evil.example#localhost", "[localhost", ":80"],
  ])("%s is refused: another site's name may have been pointed to this machine", async (host) => {
    const { status, body } = await send(await openSite(), { headers: { Host: host } });
    expect(status).toBe(421);
    expect(body).not.toContain("<title>");
  });

  it("that is missing is refused", async () => {
    expect(await raw(await openSite(), "GET / HTTP/1.0\r\n\r\n")).toMatch(/^HTTP\/1\.1 421 /);
    const answer = await raw(await openSite(), "GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  });

  it("may be the name that was given, and any address where all are listened on", () => {
    expect(knownHosts("box.lan")("box.lan:80")).toBe(true);
    expect(knownHosts("box.lan")("192.168.0.7")).toBe(false);
    for (const everywhere of ["0.0.0.0", "::"]) {
      expect(knownHosts(everywhere)("192.168.0.7:80")).toBe(true);
      expect(knownHosts(everywhere)("[fe80::1]:80")).toBe(true);
      expect(knownHosts(everywhere)("evil.example")).toBe(false);
    }
  });

  it("goes with an address that a browser can open", () => {
    expect(urlOf("127.0.0.1", 1)).toBe("http://127.0.0.1:1/");
    expect(urlOf("::1", 1)).toBe("http://[::1]:1/");
    expect(urlOf("0.0.0.0", 1)).toBe("http://localhost:1/");
    expect(["127.0.0.1", "127.8.9.1", "localhost", "::1"].filter(isLoopback)).toHaveLength(4);
    expect(["0.0.0.0", "::", "192.168.0.1", "127.evil.example"].filter(isLoopback)).toEqual([]);
  });
});
