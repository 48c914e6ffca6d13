import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { PreviewParams, SourceText } from "../protocol";

/** What a preview or a plan is for. */
export interface Wanted {
  templefile: vscode.Uri;
  /** The provider; without it, settings and Templefile decide. */
  target: string | undefined;
}

/** The parameters of every request about generated files, so that all of them are about the same text. */
export function paramsOf(client: LanguageClient, { templefile, target }: Wanted): PreviewParams {
  const source = wantedSource();
  return {
    textDocument: { uri: client.code2ProtocolConverter.asUri(templefile) },
    ...(target === undefined ? {} : { target }),
    ...(source === undefined ? {} : { source }),
  };
}

/** What the setting says that is shown while the Templefile has errors; absent for what the server does by itself. */
export function wantedSource(): SourceText | undefined {
  const mode = vscode.workspace.getConfiguration("temple.preview").get<string>("whileBroken", "lastGood");
  return mode === "soundPart" ? "current" : undefined;
}
