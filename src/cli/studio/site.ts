import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { contentType } from "./contentType.ts";

/** What can be asked for, by its decoded path, as `/assets/app.js`; nothing else is ever answered. */
export type Site = ReadonlyMap<string, SiteFile>;

export interface SiteFile {
  /** The media type. */
  readonly type: string;
  /** How long a browser may keep it without asking again, as Cache-Control says it. */
  readonly cache: string;
  /** Changes with the contents, where they are known beforehand. */
  readonly tag?: string;
  readonly read: () => Promise<Uint8Array>;
}

/**
 * Reads a folder of static files into memory.
 *
 * A request is looked up among the names found here and never becomes a path of the file system. So no spelling of `..` leads
 * out of the folder. Links are left out, for they may point anywhere, and so are names with a dot in front.
 *
 * @param under the path under which the files are served; ends with a slash
 */
export async function readSite(folder: string, under = "/"): Promise<Map<string, SiteFile>> {
  const site = new Map<string, SiteFile>();
  // Folder by folder: the recursive readdir of newer versions of Node goes through links to folders.
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.name.startsWith(".")) continue;
    const [file, path] = [join(folder, entry.name), under + entry.name];
    if (entry.isDirectory()) {
      for (const [inside, found] of await readSite(file, `${path}/`)) site.set(inside, found);
    }
    if (!entry.isFile()) continue;
    const found = siteFile(path, await readFile(file));
    site.set(path, found);
    if (entry.name === "index.html") site.set(under, found);
  }
  return site;
}

/** A file whose contents are known. */
export function siteFile(path: string, bytes: Uint8Array): SiteFile {
  const digest = createHash("sha256").update(bytes).digest("base64url").slice(0, 22);
  return {
    type: contentType(path),
    cache: HASHED.test(path) ? "public, max-age=31536000, immutable" : "no-cache",
    tag: `"${digest}"`,
    read: () => Promise.resolve(bytes),
  };
}

/** As Vite names what changes its name with its contents: assets/index-BxK3_9aQ.js. */
const HASHED = /\/assets\/[^/]+-[\w-]{8}\.[^/]+$/;
