/** Where a generated file comes from, as its address says. */
export interface Address {
  /** The provider, or nothing where settings and Templefile decide. */
  target: string | undefined;
  /** The address of the Templefile. */
  templefile: string;
  /** The path of the file, without a slash at its start; empty for the folder of all files. */
  path: string;
}

/** Reads `temple-manifest://PROVIDER/TEMPLEFILE/PATH`, of which the authority and the path are given. */
export function parseAddress({ authority, path }: { authority: string; path: string }): Address | undefined {
  const match = /^\/([^/]+)(?:\/(.*))?$/.exec(path);
  if (match?.[1] === undefined || authority === "") return undefined;
  const templefile = unescape(match[1]);
  if (templefile === undefined) return undefined;
  return { target: authority === "auto" ? undefined : authority, templefile, path: match[2] ?? "" };
}

/** Undoes `~XX`, which stands for the bytes that cannot be part of a segment. */
function unescape(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment.replace(/%/g, "%25").replace(/~/g, "%"));
  } catch {
    return undefined;
  }
}
