import * as path from "node:path";
import * as vscode from "vscode";
import type { Note, PreviewResult } from "../protocol";
import { sum, type Changes } from "./changes";
import { follow, forgetChanges, type Manifest, type WhileBroken } from "./files";

/** All files that one Templefile becomes for one provider, as they are shown. */
export class Preview {
  /** The files, sorted by path; also those that are gone since the preview was opened. */
  manifests: readonly Manifest[] = [];
  notes: readonly Note[] = [];
  /** The provider that the files are for, absent where there is none. */
  provider: string | undefined;
  /** Whether the Templefile has no error. */
  complete = true;
  /** Why the newest answer is not there. */
  failure: string | undefined;
  private latest: PreviewResult | undefined;

  /**
   * @param target the provider that was asked for; without it, settings and Templefile decide
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

  /** Whether there was an answer at all. */
  get loaded(): boolean {
    return this.latest !== undefined;
  }

  get changes(): Changes {
    return sum(this.manifests.map(({ changes }) => changes));
  }

  /** The file of this path that is shown. */
  file(path: string): Manifest | undefined {
    return this.manifests.find((manifest) => manifest.path === path && manifest.standing !== "gone");
  }

  update(result: PreviewResult, mode: WhileBroken): void {
    this.latest = result;
    this.failure = undefined;
    this.manifests = follow(this.manifests, result, mode);
    this.notes = result.notes;
    this.provider = result.target ?? undefined;
    this.complete = result.complete;
  }

  /** Shows the same answer in another way. */
  show(mode: WhileBroken): void {
    if (this.latest) this.update(this.latest, mode);
  }

  forgetChanges(): void {
    this.manifests = forgetChanges(this.manifests);
  }
}
