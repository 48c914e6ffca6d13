/** Where the words in braces of a path come from. */
export interface Surroundings {
  home: string;
  workspaceFolder: string | undefined;
  env: Readonly<Record<string, string | undefined>>;
}

/**
 * A path from the settings with `~`, `${workspaceFolder}`, `${userHome}` and `${env:NAME}` replaced.
 * What is not known stays, so that the message about a missing file shows it.
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
