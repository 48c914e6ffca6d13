import * as vscode from "vscode";

interface Contribution {
  id: string;
  aliases?: string[];
}

const names = new Map<string, string>();

/** Returns the display name of a language. */
export function nameOfLanguage(id: string): string {
  const name = names.get(id) ?? aliasOf(id) ?? id.toUpperCase();
  names.set(id, name);
  return name;
}

/** Returns the alias that spells the identifier. The first alias is not used: for SQL, it names a specific database. */
function aliasOf(id: string): string | undefined {
  return vscode.extensions.all
    .flatMap(
      ({ packageJSON }) =>
        (packageJSON as { contributes?: { languages?: Contribution[] } }).contributes?.languages ?? [],
    )
    .filter((language) => language.id === id)
    .flatMap(({ aliases }) => aliases ?? [])
    .find((alias) => alias !== id && alias.toLowerCase().replaceAll(" ", "") === id);
}
