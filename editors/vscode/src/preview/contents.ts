import type { Manifests } from "./files";

/** The entries of each folder by name, by the path of the folder. The path of the root folder is empty. */
export type Contents = ReadonlyMap<string, ReadonlyMap<string, "file" | "folder">>;

const known = new WeakMap<Manifests, Contents>();

/** Returns the folders of a preview. They are computed once for each result. */
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

/** Adds a path to its folder, and the folder to its parent unless it exists. */
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
