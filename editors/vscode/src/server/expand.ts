/** The values of variables in a path. */
export interface Surroundings {
  home: string;
  workspaceFolder: string | undefined;
  env: Readonly<Record<string, string | undefined>>;
}

/**
 * Returns a path from the settings with `~`, `${workspaceFolder}`, `${userHome}` and `${env:NAME}` replaced.
 * Unknown variables stay, so that the message about a missing file shows them.
 */
export function expand(path: string, { home, workspaceFolder, env }: Surroundings): string {
  return path
    .trim()
    .replace(/^~(?=$|[\\/])/, () => home)
    .replace(/\$\{(workspaceFolder|userHome|env:([^}]+))\}/g, (whole, word: string, name: string | undefined) => {
      if (word === "userHome") return home;
      return (name === undefined ? workspaceFolder : env[name]) ?? whole;
    });
}
