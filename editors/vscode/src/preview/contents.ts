import type { Manifests } from "./files";

/** The names in each folder, by the path of the folder; that of the folder of all files is empty. */
export type Contents = ReadonlyMap<string, ReadonlyMap<string, "file" | "folder">>;

const known = new WeakMap<Manifests, Contents>();

/** The folders that the files of a preview are in. They are listed once for each answer. */
export function foldersOf(manifests: Manifests): Contents {
  const contents = known.get(manifests) ?? list(manifests);
  known.set(manifests, contents);
  return contents;
}

function list(manifests: Manifests): Contents {
  const folders = new Map<string, Map<string, "file" | "folder">>();
  for (const { path, isGone } of manifests.values()) {
    if (!isGone) add(folders, path, "file");
  }
  return folders;
}

/** Adds a name to its folder, and that to the one around it unless it is there. */
function add(folders: Map<string, Map<string, "file" | "folder">>, path: string, type: "file" | "folder"): void {
  const slash = path.lastIndexOf("/");
  const folder = path.slice(0, Math.max(slash, 0));
  const names = folders.get(folder);
  if (names) {
    names.set(path.slice(slash + 1), type);
    return;
  }
  folders.set(folder, new Map([[path.slice(slash + 1), type]]));
  if (folder !== "") add(folders, folder, "folder");
}
