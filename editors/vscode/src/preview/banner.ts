import * as vscode from "vscode";
import { MANIFEST_SCHEME } from "../protocol";
import type { Manifest, Standing } from "./files";
import type { Previews } from "./previews";

const BANNERS: Partial<Record<Standing, string>> = {
  part: "$(warning) The Templefile has errors: what they touch is left out here",
  kept: "$(warning) The Templefile has errors: this is the file from before them",
};

/** A line above a generated file that says when it is not what the Templefile says now. */
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
    const located = this.previews.at(uri);
    if (!located) return [];
    const title = BANNERS[located.manifest.standing];
    if (title === undefined) return [];
    const show = { title, command: "temple.preview.showError", arguments: [located.preview.templefile] };
    return [show, ...otherWay(located.manifest)].map(
      (command) => new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), command),
    );
  }
}

/** Offers the sound part where the last good text is shown, and the other way round. */
function otherWay({ standing, latest, good }: Manifest): vscode.Command[] {
  const command = "temple.preview.showWhileBroken";
  if (standing === "kept" && latest) return [{ title: "Show the sound part", command, arguments: ["soundPart"] }];
  if (standing === "part" && good !== undefined) {
    return [{ title: "Show the file from before", command, arguments: ["lastGood"] }];
  }
  return [];
}
