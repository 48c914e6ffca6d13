import * as path from "node:path";
import * as vscode from "vscode";
import type { Note, PreviewResult, SourceText, TextError } from "../protocol";
import { sum, type Changes } from "./changes";
import { follow, forgetChanges, NONE, type Difference, type Manifest, type Manifests } from "./files";

/** The parts of a result that are shown, besides the files. */
type Shown = Pick<PreviewResult, "target" | "source" | "complete" | "errors" | "notes">;

const NOTHING: Shown = { target: null, source: "current", complete: true, errors: [], notes: [] };

/** The generated files of one Templefile for one provider. */
export class Preview {
  /** The files, sorted by path, including those that are gone since the preview was opened. */
  manifests: Manifests = NONE;
  /** The changes of all files since the preview was opened. */
  changes: Changes = sum([]);
  /** Counts the results with other texts. */
  revision = 0;
  /** The server's id of the newest result; absent before the first one. */
  id: string | undefined;
  /** The error message if the last request failed. */
  failure: string | undefined;
  private shown = NOTHING;
  private notesByPath = new Map<string | undefined, Note[]>();

  /**
   * @param target the requested provider; by default that of the settings or the Templefile
   */
  constructor(
    readonly templefile: vscode.Uri,
    readonly target: string | undefined,
  ) {}

  static key(templefile: vscode.Uri, target: string | undefined): string {
    return `${target?.toLowerCase() ?? "auto"} ${templefile.toString()}`;
  }

  get key(): string {
    return Preview.key(this.templefile, this.target);
  }

  /** The name of the Templefile. */
  get name(): string {
    return path.posix.basename(this.templefile.path);
  }

  /** True after the first result. */
  get loaded(): boolean {
    return this.id !== undefined;
  }

  /** The provider of the files, absent if there is none. */
  get provider(): string | undefined {
    return this.shown.target ?? undefined;
  }

  /** True if the Templefile has no errors. */
  get complete(): boolean {
    return this.shown.complete;
  }

  /** The text that the files come from. */
  get source(): SourceText {
    return this.shown.source;
  }

  /** The first errors of the Templefile. */
  get errors(): readonly TextError[] {
    return this.shown.errors;
  }

  get notes(): readonly Note[] {
    return this.shown.notes;
  }

  /** Returns the notes on the file with this path. */
  notesOf(path: string): readonly Note[] {
    return this.notesByPath.get(path) ?? [];
  }

  /** Returns the existing file with this path. */
  file(path: string): Manifest | undefined {
    const manifest = this.manifests.get(path);
    return manifest?.isGone === true ? undefined : manifest;
  }

  /** Applies a new result. Returns the files with other texts, and true if anything that is shown has changed. */
  update({ id, files, target, source, complete, errors, notes }: PreviewResult): [Difference[], boolean] {
    const [manifests, differences] = follow(this.manifests, files);
    const shown = { target, source, complete, errors, notes };
    const isNew = !this.loaded || this.failure !== undefined || JSON.stringify(shown) !== JSON.stringify(this.shown);
    const isChanged = isNew || manifests !== this.manifests;
    this.id = id;
    this.failure = undefined;
    if (isNew) {
      this.shown = shown;
      this.notesByPath = groupBy(notes, ({ path }) => path);
    }
    if (differences.length > 0) this.revision++;
    this.show(manifests);
    return [differences, isChanged];
  }

  forgetChanges(): void {
    this.show(forgetChanges(this.manifests));
  }

  private show(manifests: Manifests): void {
    if (manifests === this.manifests) return;
    this.manifests = manifests;
    this.changes = sum([...manifests.values()].map(({ changes }) => changes));
  }
}

function groupBy<K, T>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
