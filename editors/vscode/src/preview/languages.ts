import * as vscode from "vscode";

interface Contribution {
  id: string;
  aliases?: string[];
}

const names = new Map<string, string>();

/** The name of a language for people. */
export function nameOfLanguage(id: string): string {
  const name = names.get(id) ?? aliasOf(id) ?? id.toUpperCase();
  names.set(id, name);
  return name;
}

/** The alias that spells the identifier. The first one will not do: for SQL, it names a single database. */
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
