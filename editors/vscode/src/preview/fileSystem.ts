import * as vscode from "vscode";
import { parseAddress } from "./address";
import { foldersOf } from "./contents";
import type { Preview } from "./preview";
import type { Previews } from "./previews";

/**
 * A read-only file system of generated files.
 *
 * It is used instead of virtual documents because editors of virtual documents are not restored after a reload.
 */
export class ManifestFileSystem implements vscode.FileSystemProvider {
  readonly onDidChangeFile: vscode.Event<vscode.FileChangeEvent[]>;
  private readonly times = new Map<string, number>();

  constructor(private readonly previews: Previews) {
    this.onDidChangeFile = previews.onDidChangeFiles;
    previews.onDidChangeFiles((events) => {
      for (const { uri } of events) this.touch(uri);
    });
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { preview, path } = await this.find(uri);
    const manifest = preview.file(path);
    const mtime = this.times.get(uri.toString()) ?? 1;
    if (manifest) {
      const size = Buffer.byteLength(manifest.text);
      return { type: vscode.FileType.File, ctime: 0, mtime, size, permissions: vscode.FilePermission.Readonly };
    }
    if (!foldersOf(preview.manifests).has(path)) throw this.missing(uri, preview);
    return { type: vscode.FileType.Directory, ctime: 0, mtime, size: 0, permissions: vscode.FilePermission.Readonly };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const { preview, path } = await this.find(uri);
    const manifest = preview.file(path);
    if (!manifest) throw this.missing(uri, preview);
    return Buffer.from(manifest.text);
  }

  async readDirectory(uri: vscode.Uri): Promise<[string, vscode.FileType][]> {
    const { preview, path } = await this.find(uri);
    return entries(foldersOf(preview.manifests).get(path));
  }

  writeFile(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  private async find(uri: vscode.Uri): Promise<{ preview: Preview; path: string }> {
    const address = parseAddress(uri);
    if (!address) throw vscode.FileSystemError.FileNotFound(uri);
    const preview = await this.previews.read(vscode.Uri.parse(address.templefile), address.target);
    return { preview, path: address.path };
  }

  private missing(uri: vscode.Uri, { loaded, failure }: Preview): vscode.FileSystemError {
    return loaded ? vscode.FileSystemError.FileNotFound(uri) : vscode.FileSystemError.Unavailable(failure ?? uri);
  }

  /**
   * Sets a new modification time. Editors read a file again only if its time has changed, and two changes may happen in
   * one millisecond.
   */
  private touch(uri: vscode.Uri): void {
    const key = uri.toString();
    this.times.set(key, Math.max(Date.now(), (this.times.get(key) ?? 0) + 1));
  }
}

/** Returns the entries of a folder; none before the first result. */
function entries(folder: ReadonlyMap<string, "file" | "folder"> = new Map()): [string, vscode.FileType][] {
  const types = { file: vscode.FileType.File, folder: vscode.FileType.Directory };
  return [...folder].map(([name, type]) => [name, types[type]]);
}
