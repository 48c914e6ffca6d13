import * as vscode from "vscode";
import { MANIFEST_SCHEME, type Note } from "../protocol";
import type { Previews } from "./previews";

/** Shows the notes on a generated file as its problems, while it is open. */
export function showNotes(previews: Previews): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection("temple-manifest");
  const update = (document: vscode.TextDocument) => {
    if (document.uri.scheme === MANIFEST_SCHEME) collection.set(document.uri, problemsOf(document, previews));
  };
  return vscode.Disposable.from(
    collection,
    previews.onDidChange(() => vscode.workspace.textDocuments.forEach(update)),
    vscode.workspace.onDidOpenTextDocument(update),
    // The notes arrive before the text that they refer to.
    vscode.workspace.onDidChangeTextDocument(({ document }) => update(document)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => collection.delete(uri)),
  );
}

function problemsOf(document: vscode.TextDocument, previews: Previews): vscode.Diagnostic[] {
  const located = previews.at(document.uri);
  if (!located) return [];
  const lineOf = ({ line = 0 }: Note) => document.lineAt(Math.min(line, document.lineCount - 1));
  return located.preview.notesOf(located.manifest.path).map((note) => problem(note, lineOf(note).range));
}

function problem({ message, severity, code }: Note, range: vscode.Range): vscode.Diagnostic {
  const { Error, Warning, Information } = vscode.DiagnosticSeverity;
  const level = severity === "error" ? Error : severity === "warning" ? Warning : Information;
  const diagnostic = new vscode.Diagnostic(range, message, level);
  diagnostic.source = "temple";
  diagnostic.code = code;
  return diagnostic;
}
