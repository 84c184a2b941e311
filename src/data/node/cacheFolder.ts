import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/**
 * The folder in which this user's programs keep what can be had again.
 *
 * @param env the environment: XDG_CACHE_HOME where it is set (not on Windows), LOCALAPPDATA on Windows
 * @param platform as of `process.platform`
 * @param home the user's home folder
 * Source: XDG Base Directory Specification; the conventions of macOS and Windows.
 */
export function cacheFolder(
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: string = process.platform,
  home: string = homedir(),
): string {
  if (platform === "win32") return join(env["LOCALAPPDATA"] ?? join(home, "AppData", "Local"), "backproof");
  const xdg = env["XDG_CACHE_HOME"];
  // The specification says that a relative path there is to be ignored.
  if (xdg !== undefined && isAbsolute(xdg)) return join(xdg, "backproof");
  return platform === "darwin"
    ? join(home, "Library", "Caches", "backproof")
    : join(home, ".cache", "backproof");
}
