import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { PreviewParams, SourceText } from "../protocol";

/** The subject of a preview or a plan. */
export interface Wanted {
  templefile: vscode.Uri;
  /** The provider; by default that of the settings or the Templefile. */
  target: string | undefined;
}

/** Returns the parameters of every request about generated files, so that all requests use the same text. */
export function paramsOf(client: LanguageClient, { templefile, target }: Wanted): PreviewParams {
  const source = wantedSource();
  return {
    textDocument: { uri: client.code2ProtocolConverter.asUri(templefile) },
    ...(target === undefined ? {} : { target }),
    ...(source === undefined ? {} : { source }),
  };
}

/** Returns the text to use while the Templefile has errors, from the settings; undefined for the server's default. */
export function wantedSource(): SourceText | undefined {
  const mode = vscode.workspace.getConfiguration("temple.preview").get<string>("whileBroken", "lastGood");
  return mode === "soundPart" ? "current" : undefined;
}
