const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "no such file",
  ENOTDIR: "a part of the path is a file, not a folder",
  EISDIR: "it is a folder",
  EACCES: "no permission",
  EPERM: "no permission",
  EROFS: "the disk is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EMFILE: "too many files are open",
  ENAMETOOLONG: "the name is too long",
  ENOTFOUND: "the host's name cannot be found",
  EAI_AGAIN: "the host's name cannot be found now",
  ECONNREFUSED: "the host refuses connections",
  ECONNRESET: "the connection was cut",
  ETIMEDOUT: "no answer in time",
  UND_ERR_SOCKET: "the connection was cut",
  UND_ERR_CONNECT_TIMEOUT: "no answer in time",
};

/** Why the system refused, in words where its code is known. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  if (code !== undefined && REASONS[code] !== undefined) return REASONS[code];
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause !== undefined) return reasonOf(cause);
  return error instanceof Error ? error.message : String(error);
}

/** The system's code of an error, as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
