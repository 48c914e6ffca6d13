import * as vscode from "vscode";

interface Contribution {
  id: string;
  aliases?: string[];
}

const names = new Map<string, string>();

/** The name of a language for people, as its extension tells it. */
export function nameOfLanguage(id: string): string {
  const known = names.get(id);
  if (known !== undefined) return known;
  const all = vscode.extensions.all.flatMap(
    ({ packageJSON }) => (packageJSON as { contributes?: { languages?: Contribution[] } }).contributes?.languages ?? [],
  );
  const name = all.find((language) => language.id === id && language.aliases?.[0])?.aliases?.[0] ?? id;
  names.set(id, name);
  return name;
}
