/** A version as `[major, minor, patch]`. */
export type Version = readonly [number, number, number];

/** The version in what `temple-lsp --version` prints; nothing for the output of any other program. */
export function versionIn(output: string): string | undefined {
  return /^temple-lsp (\d+\.\d+\.\d+\S*)/.exec(output.trim())?.[1];
}

/** Whether a server is new enough for the extension: not older than the first release of its minor version. */
export function isNewEnough(server: string, extension: string): boolean {
  const [major, minor] = parse(server);
  const [wantedMajor, wantedMinor] = parse(extension);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

/** The oldest version that goes with the extension. */
export function oldestFor(extension: string): string {
  const [major, minor] = parse(extension);
  return `${major}.${minor}.0`;
}

function parse(version: string): Version {
  const [major = 0, minor = 0, patch = 0] = version.split(/[.+-]/, 3).map(Number);
  return [major, minor, patch];
}
