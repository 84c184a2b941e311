/** A link that cannot be read. Its message says what is wrong and what to do, for whoever opened it. */
export class LinkError extends Error {
  override readonly name = "LinkError";
}

/** The refusal of a link that lost something on its way. */
export function damaged(): LinkError {
  return new LinkError(
    "This link is damaged: it must arrive as it was copied, but a part is missing or changed; mail and chat programs cut " +
      "long links, so ask for it again, or for the network as a file.",
  );
}
