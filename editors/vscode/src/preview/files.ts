import type { GeneratedFile, Origin } from "../protocol";
import { countChanges, type Changes } from "./changes";

/** A generated file. It stays the same object while nothing in it changes. */
export interface Manifest {
  readonly path: string;
  readonly language: string;
  readonly uri: string;
  /** The server's identifier of this text with these origins. */
  readonly etag: string;
  /** True if the file existed when the preview was opened, and is no longer generated. */
  readonly isGone: boolean;
  /** The current text; empty for a file that is gone. */
  readonly text: string;
  /** The origins of lines in the Templefile. */
  readonly origins: readonly Origin[];
  /** The text when the preview was opened; absent if the file did not exist. */
  readonly opened: string | undefined;
  /** The changes of `text` since then. */
  readonly changes: Changes;
}

/** The files of a preview by path, sorted by path, including those that are gone. */
export type Manifests = ReadonlyMap<string, Manifest>;

/** A file that was changed, added or removed. */
export interface Difference {
  readonly uri: string;
  readonly was: boolean;
  readonly is: boolean;
}

/** The files before the first result. */
export const NONE: Manifests = new Map();

/**
 * Returns the files after a new result, and their differences from those before. Without changes, it is the same map.
 *
 * @param before empty for the first result, which is the baseline of changes
 * @throws if the server sends no text for an unknown file
 */
export function follow(before: Manifests, files: readonly GeneratedFile[]): [Manifests, Difference[]] {
  const isFirst = before.size === 0;
  const paths = new Set(files.map(({ path }) => path));
  const now = files.map((file) => next(file, before.get(file.path), isFirst));
  const absent = [...before.values()].filter(({ path }) => !paths.has(path));
  const gone = absent.filter(({ opened }) => opened !== undefined).map(leave);
  const all = gone.length > 0 ? [...now, ...gone].sort(byPath) : now;
  if (all.length === before.size && all.every((manifest) => before.get(manifest.path) === manifest))
    return [before, []];
  const differences = [...all, ...absent.filter(({ opened }) => opened === undefined).map(leave)].flatMap((manifest) =>
    difference(before.get(manifest.path), manifest),
  );
  return [new Map(all.map((manifest) => [manifest.path, manifest])), differences];
}

/** Returns the etags of all existing files, by path. */
export function etags(manifests: Manifests): Record<string, string> {
  const present = [...manifests.values()].filter(({ isGone }) => !isGone);
  return Object.fromEntries(present.map(({ path, etag }) => [path, etag]));
}

/** Returns the same files, with the changes reset. */
export function forgetChanges(manifests: Manifests): Manifests {
  const present = [...manifests.values()].filter(({ isGone }) => !isGone);
  return new Map(
    present.map((manifest) => [manifest.path, { ...manifest, opened: manifest.text, changes: countChanges("", "") }]),
  );
}

function next(file: GeneratedFile, before: Manifest | undefined, isFirst: boolean): Manifest {
  const old = before?.isGone === true ? undefined : before;
  if (old?.etag === file.etag) return old;
  const { path, language, uri, etag } = file;
  const text = file.text ?? old?.text;
  if (text === undefined) throw new Error(`The language server did not send the text of ${path}.`);
  const origins = file.origins ?? old?.origins ?? [];
  const opened = isFirst ? text : before?.opened;
  const changes = old?.text === text ? old.changes : countChanges(opened, text);
  return { path, language, uri, etag, isGone: false, text, origins, opened, changes };
}

/** Marks a file as no longer generated. */
function leave(manifest: Manifest): Manifest {
  if (manifest.isGone) return manifest;
  const changes = countChanges(manifest.opened, undefined);
  return { ...manifest, etag: "", isGone: true, text: "", origins: [], changes };
}

function difference(before: Manifest | undefined, now: Manifest): Difference[] {
  const [was, is] = [before?.isGone === false, !now.isGone];
  return was === is && before?.text === now.text ? [] : [{ uri: now.uri, was, is }];
}

function byPath(a: Manifest, b: Manifest): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
