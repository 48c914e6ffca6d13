import type { GeneratedFile, Origin, PreviewResult } from "../protocol";
import { countChanges, type Changes } from "./changes";

/** What to show while the Templefile has errors: the files from before, or what its sound part becomes. */
export type WhileBroken = "lastGood" | "soundPart";

/** How a file that is shown stands to the Templefile. */
export type Standing =
  /** All that the Templefile says. */
  | "whole"
  /** What the sound part of a broken Templefile says. */
  | "part"
  /** What the Templefile said before it was broken. */
  | "kept"
  /** Not generated any more. */
  | "gone";

/** One generated file, through the changes of its Templefile. */
export interface Manifest {
  readonly path: string;
  readonly language: string;
  readonly uri: string;
  readonly standing: Standing;
  /** What is shown; empty for a file that is gone. */
  readonly text: string;
  /** The newest answer of the server, absent where the file is not in it. */
  readonly latest: GeneratedFile | undefined;
  /** Where its lines came from when the server last spoke of it. */
  readonly origins: readonly Origin[];
  /** The text when the Templefile had no errors for the last time. */
  readonly good: string | undefined;
  /** The text when the preview was opened, absent where there was no such file. */
  readonly opened: string | undefined;
  /** What has changed in `text` since then. */
  readonly changes: Changes;
}

/** The files after a new answer. `before` is empty at the first one, from which changes are counted. */
export function follow(before: readonly Manifest[], result: PreviewResult, mode: WhileBroken): Manifest[] {
  const first = before.length === 0;
  const known = new Map(before.map((manifest) => [manifest.path, manifest]));
  const latest = new Map(result.files.map((file) => [file.path, file]));
  const all = new Map<string, Manifest | GeneratedFile>([...known, ...latest]);
  return [...all.values()].sort(byPath).flatMap(({ path, language, uri, origins }) => {
    const [old, file] = [known.get(path), latest.get(path)];
    const good = result.complete ? file?.text : old?.good;
    const { standing, text } = choose(file, good, result.complete, mode);
    const opened = first ? file?.text : old?.opened;
    if (standing === "gone" && opened === undefined) return [];
    const changes = old?.text === text ? old.changes : countChanges(opened, text);
    return [{ path, language, uri, standing, text, latest: file, origins, good, opened, changes }];
  });
}

/** The same files, with changes counted from now on. */
export function forgetChanges(manifests: readonly Manifest[]): Manifest[] {
  return manifests
    .filter(({ standing }) => standing !== "gone")
    .map((manifest) => ({ ...manifest, opened: manifest.text, changes: countChanges("", "") }));
}

/** The paths whose text is another one now, with whether they were and are there. */
export function differences(before: readonly Manifest[], after: readonly Manifest[]) {
  const texts = (manifests: readonly Manifest[]) =>
    new Map(manifests.filter(({ standing }) => standing !== "gone").map((manifest) => [manifest.uri, manifest.text]));
  const [old, now] = [texts(before), texts(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((uri) => old.get(uri) !== now.get(uri))
    .map((uri) => ({ uri, was: old.has(uri), is: now.has(uri) }));
}

/** Whether the lines of what is shown are those that the server speaks of. */
export function isCurrent({ text, latest }: Manifest): boolean {
  return latest?.text === text;
}

function choose(
  file: GeneratedFile | undefined,
  good: string | undefined,
  complete: boolean,
  mode: WhileBroken,
): { standing: Standing; text: string } {
  if (complete) return file ? { standing: "whole", text: file.text } : { standing: "gone", text: "" };
  if (good !== undefined && (file === undefined || mode === "lastGood")) return { standing: "kept", text: good };
  return file ? { standing: "part", text: file.text } : { standing: "gone", text: "" };
}

function byPath(a: { path: string }, b: { path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
