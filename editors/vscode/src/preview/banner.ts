import * as vscode from "vscode";
import { MANIFEST_SCHEME } from "../protocol";
import { banner } from "./errors";
import { wantedSource } from "./params";
import type { Preview } from "./preview";
import type { Previews } from "./previews";

/** A line above a generated file while the file does not match the current Templefile. */
export class Banner implements vscode.CodeLensProvider {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;

  private constructor(private readonly previews: Previews) {
    previews.onDidChange(() => this.changed.fire());
  }

  static register(previews: Previews): vscode.Disposable {
    return vscode.languages.registerCodeLensProvider({ scheme: MANIFEST_SCHEME }, new Banner(previews));
  }

  provideCodeLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
    const preview = this.previews.at(uri)?.preview;
    const text = preview && banner(preview.name, preview);
    if (preview === undefined || text === undefined) return [];
    const show = { title: `$(warning) ${text}`, command: "temple.preview.showError", arguments: [uri] };
    return [show, ...otherText(preview)].map((command) => new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), command));
  }
}

/** Offers the valid parts while the last valid files are shown, and vice versa. */
function otherText({ source }: Preview): vscode.Command[] {
  const command = "temple.preview.showWhileBroken";
  if (source === "lastValid") return [{ title: "Show valid parts only", command, arguments: ["soundPart"] }];
  // Without the setting, the server shows the last valid files if there are any.
  if (wantedSource() === undefined) return [];
  return [{ title: "Show the last valid files", command, arguments: ["lastGood"] }];
}
