import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FILES, open, openSite, SECRET } from "./openSite.ts";
import { raw, send } from "./request.ts";

describe("the studio's server", () => {
  it.each([
    ["/", "text/html; charset=utf-8"],
    ["/index.html", "text/html; charset=utf-8"],
    ["/?step=3", "text/html; charset=utf-8"],
    ["/docs/", "text/html; charset=utf-8"],
    ["/serviceWorker.js", "text/javascript; charset=utf-8"],
    ["/manifest.webmanifest", "application/manifest+json; charset=utf-8"],
    ["/icon.svg", "image/svg+xml; charset=utf-8"],
    ["/assets/index-BxK3_9aQ.js", "text/javascript; charset=utf-8"],
    ["/assets/index-Dk-3x0aZ.css", "text/css; charset=utf-8"],
    ["/assets/engine-AAAAAAAA.wasm", "application/wasm"],
    ["/assets/digits-AAAAAAAA.gz", "application/gzip"],
    ["/a%20%C3%BC.txt", "text/plain; charset=utf-8"],
  ])("serves %s as %s", async (path, type) => {
    const server = await openSite();
    const { status, headers, body } = await send(server, { path });
    expect({ status, type: headers["content-type"] }).toEqual({ status: 200, type });
    const name = decodeURIComponent(path.slice(1).replace(/\?.*/, "")).replace(/^$|\/$/, "$&index.html");
    expect(body).toBe(FILES[name]);
  });

  it("isolates the page and lets it load nothing from elsewhere, refusals included", async () => {
    const server = await openSite();
    for (const [path, status] of [
      ["/", 200],
      ["/none", 404],
    ] as const) {
      const answer = await send(server, { path });
      expect(answer.status).toBe(status);
      expect(answer.headers).toMatchObject({
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-embedder-policy": "require-corp",
        "cross-origin-resource-policy": "same-origin",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
      });
      const policy = String(answer.headers["content-security-policy"]).split("; ");
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
      expect(policy.join()).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/);
    }
  });

  it.each(["/assets", "/assets/", "/none", "/docs", "//", "/index.html/", "/INDEX.HTML"])(
    "lists no folder and makes up no page: %s",
    async (path) => {
      expect((await send(await openSite(), { path })).status).toBe(404);
    },
  );

  it("refuses every method but GET and HEAD", async () => {
    const server = await openSite();
    for (const method of ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"]) {
      const { status, headers } = await send(server, { method });
      expect({ method, status, allow: headers.allow }).toEqual({ method, status: 405, allow: "GET, HEAD" });
    }
  });

  it("answers HEAD as GET, without the body", async () => {
    const server = await openSite();
    const [get, head] = [await send(server, {}), await send(server, { method: "HEAD" })];
    expect(head).toEqual({ ...get, body: "", headers: { ...get.headers, date: head.headers.date } });
    expect(head.headers["content-length"]).toBe(String(FILES["index.html"]!.length));
  });
});

describe("what the browser keeps", () => {
  it.each(["/assets/index-BxK3_9aQ.js", "/assets/index-Dk-3x0aZ.css"])(
    "%s, named after its contents, for good",
    async (path) => {
      const { headers } = await send(await openSite(), { path });
      expect(headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    },
  );

  it.each(["/", "/serviceWorker.js", "/assets/plain.js"])("%s only after asking", async (path) => {
    const server = await openSite();
    const { headers } = await send(server, { path });
    expect(headers["cache-control"]).toBe("no-cache");
    const tag = headers.etag!;
    for (const known of [tag, `W/${tag}`, `"other", ${tag}`, "*"]) {
      const again = await send(server, { path, headers: { "If-None-Match": known } });
      expect({ known, status: again.status, body: again.body }).toEqual({ known, status: 304, body: "" });
      expect(again.headers["cross-origin-embedder-policy"]).toBe("require-corp");
    }
    expect((await send(server, { path, headers: { "If-None-Match": '"other"' } })).status).toBe(200);
  });
});

describe("what lies outside the folder", () => {
  it.each([
    "/../secret.txt",
    "/assets/../../secret.txt",
    "/%2e%2e/secret.txt",
    "/%2e%2e%2fsecret.txt",
    "/..%2fsecret.txt",
    "/.%2e/secret.txt",
    "/%252e%252e/secret.txt",
    "/%252e%252e%252fsecret.txt",
    "/..\\secret.txt",
    "/..%5csecret.txt",
    "/%c0%ae%c0%ae/secret.txt",
    "/....//secret.txt",
    "/..;/secret.txt",
    "//secret.txt",
    "/secret.txt%00.html",
    "/../secret.txt%00.js",
    "/index.html%00",
    "/link.txt",
    "/linked/secret.txt",
    "/.hidden",
    "/.git/config",
    "/%",
    "/%zz",
    "secret.txt",
    "../secret.txt",
    "file:///secret.txt",
    "*",
  ])("is not reached by %s", async (target) => {
    const server = await openSite();
    const answer = await raw(
      server,
      `GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 40[04] /);
    expect(answer).not.toContain(SECRET);
  });

  it("is not reached by an absolute path", async () => {
    const server = await openSite();
    const path = encodeURI(join(server.folder, "secret.txt"));
    expect((await send(server, { path })).status).toBe(404);
    expect((await send(server, { path: `//${path}` })).status).toBe(404);
  });

  it("is not reached by any mixture of these", async () => {
    const server = await openSite();
    const piece = fc.constantFrom(
      ...["..", ".", "/", "\\", "%2e", "%2E%2e", "%2f", "%5c", "%00", "%25", "%252e", "%c0%ae", ";", "~"],
      ...["secret.txt", "assets", "linked", "link.txt", "index.html", "C:", "file:"],
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 8 }), async (pieces) => {
        const { status, body } = await send(server, { path: `/${pieces.join("")}` });
        if (status === 200) expect(body).toBe(FILES["index.html"]);
        else expect([400, 404]).toContain(status);
      }),
      { numRuns: 300 },
    );
  });
});

describe("a file that cannot be read any more", () => {
  it("is an error of the server that tells no path", async () => {
    const heard: unknown[] = [];
    const gone = {
      type: "text/plain",
      cache: "no-cache",
      read: () => Promise.reject(new Error("no /home/me/x")),
    };
    const server = await open({ site: new Map([["/x", gone]]), onError: (error) => heard.push(error) });
    const { status, body } = await send(server, { path: "/x" });
    expect({ status, body }).toEqual({ status: 500, body: "500: the file cannot be read\n" });
    expect(heard).toHaveLength(1);
  });
});
