/** The version of the requests beyond the Language Server Protocol that the extension supports. */
export const PROTOCOL_VERSION = 2;

/** A server with another version. */
export interface Misfit {
  kind: "older" | "newer";
  /** Contains both versions, and which side to update. */
  message: string;
}

/**
 * Compares the version of a server with that of the extension. Returns undefined if they are the same.
 *
 * @param experimental the capabilities of the server beyond the protocol
 * @param server the version of the program
 */
export function misfit(experimental: unknown, server: string): Misfit | undefined {
  const spoken = versionOf(experimental);
  if (spoken === PROTOCOL_VERSION) return undefined;
  const kind = spoken < PROTOCOL_VERSION ? "older" : "newer";
  const update = kind === "older" ? "temple-lsp" : "the extension";
  return {
    kind,
    message: `temple-lsp ${server} uses version ${spoken} of the temple protocol; this extension needs version ${PROTOCOL_VERSION}. Update ${update}.`,
  };
}

/** Returns the version that a server announces. Version 1 did not announce it. */
function versionOf(experimental: unknown): number {
  const { temple } = (experimental ?? {}) as { temple?: { version?: unknown } | null };
  return typeof temple?.version === "number" ? temple.version : 1;
}
