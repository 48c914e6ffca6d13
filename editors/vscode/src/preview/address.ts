/** The parts of the URI of a generated file. */
export interface Address {
  /** The provider; undefined for that of the settings or the Templefile. */
  target: string | undefined;
  /** The URI of the Templefile. */
  templefile: string;
  /** The path of the file, without a leading slash; empty for the root folder. */
  path: string;
}

/** Parses the authority and path of `temple-manifest://PROVIDER/TEMPLEFILE/PATH`. */
export function parseAddress({ authority, path }: { authority: string; path: string }): Address | undefined {
  const match = /^\/([^/]+)(?:\/(.*))?$/.exec(path);
  if (match?.[1] === undefined || authority === "") return undefined;
  const templefile = unescape(match[1]);
  if (templefile === undefined) return undefined;
  return { target: authority === "auto" ? undefined : authority, templefile, path: match[2] ?? "" };
}

/** Decodes `~XX`, which stands for bytes that cannot be part of a segment. */
function unescape(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment.replace(/%/g, "%25").replace(/~/g, "%"));
  } catch {
    return undefined;
  }
}
