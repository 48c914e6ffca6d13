/** The version of the requests about generated files, those beyond the Language Server Protocol, that the extension speaks. */
export const PROTOCOL_VERSION = 2;

/** A server that speaks another version. */
export interface Misfit {
  kind: "older" | "newer";
  /** Names both versions, and says which side to update. */
  message: string;
}

/**
 * Compares the version that a server speaks with that of the extension. Nothing where they are the same.
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
    message: `temple-lsp ${server} speaks version ${spoken} of the temple protocol, this extension needs version ${PROTOCOL_VERSION}. Update ${update}.`,
  };
}

/** The version that a server names; the first one was not named. */
function versionOf(experimental: unknown): number {
  const { temple } = (experimental ?? {}) as { temple?: { version?: unknown } | null };
  return typeof temple?.version === "number" ? temple.version : 1;
}
