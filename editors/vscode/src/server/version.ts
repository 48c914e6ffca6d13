/** A version as `[major, minor, patch]`. */
export type Version = readonly [number, number, number];

/** Returns the version in the output of `temple-lsp --version`; undefined for the output of another program. */
export function versionIn(output: string): string | undefined {
  return /^temple-lsp (\d+\.\d+\.\d+\S*)/.exec(output.trim())?.[1];
}

/** Returns true if a server is not older than the first release of the extension's minor version. */
export function isNewEnough(server: string, extension: string): boolean {
  const [major, minor] = parse(server);
  const [wantedMajor, wantedMinor] = parse(extension);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

/** Returns the oldest server version that the extension supports. */
export function oldestFor(extension: string): string {
  const [major, minor] = parse(extension);
  return `${major}.${minor}.0`;
}

function parse(version: string): Version {
  const [major = 0, minor = 0, patch = 0] = version.split(/[.+-]/, 3).map(Number);
  return [major, minor, patch];
}
