import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { serve, type ServeOptions, type SiteServer } from "../../../src/cli/studio/server.ts";
import { readSite } from "../../../src/cli/studio/site.ts";
import { temporaryFolder } from "../../data/node/temporaryFolder.ts";

export const FILES: Readonly<Record<string, string>> = {
  "index.html": "<!doctype html><title>studio</title>",
  "serviceWorker.js": "self;",
  "manifest.webmanifest": "{}",
  "icon.svg": "<svg/>",
  "assets/index-BxK3_9aQ.js": "1;",
  "assets/index-Dk-3x0aZ.css": "a{}",
  "assets/engine-AAAAAAAA.wasm": "\0asm",
  "assets/digits-AAAAAAAA.gz": "gz",
  "assets/plain.js": "2;",
  "docs/index.html": "docs",
  "a ü.txt": "text",
};
export const SECRET = "SECRET";

/** A server in this process, for a folder that has a secret beside it, and in it links that lead there. */
export async function openSite(): Promise<SiteServer & { readonly folder: string }> {
  const folder = await temporaryFolder();
  const root = join(folder, "site");
  await writeSite(root, { ...FILES, ".hidden": SECRET, ".git/config": SECRET });
  await writeFile(join(folder, "secret.txt"), SECRET);
  await symlink(join(folder, "secret.txt"), join(root, "link.txt"));
  await symlink(folder, join(root, "linked"), "dir");
  return { ...(await open({ site: await readSite(root) })), folder };
}

export async function open(options: ServeOptions): Promise<SiteServer> {
  const server = await serve({ port: 0, ...options });
  onTestFinished(() => server.close());
  return server;
}

export async function writeSite(root: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
}
