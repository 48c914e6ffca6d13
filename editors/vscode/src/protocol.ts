/** What the server says beyond the Language Server Protocol, as docs/protocol.md of the project describes it. */

import { NotificationType, RequestType, type Range } from "vscode-languageclient/node";

/** The scheme of generated files. */
export const MANIFEST_SCHEME = "temple-manifest";

interface TextDocument {
  uri: string;
}

/** The text that files are generated from: the valid parts of the current one, or the last one without errors. */
export type SourceText = "current" | "lastValid";

export interface PreviewParams {
  textDocument: TextDocument;
  /** A provider; without it, settings and Templefile decide. */
  target?: string;
  /** The text to use while the current one has errors: without it, the last valid one, as far as there is one. */
  source?: SourceText;
}

export interface KnownParams extends PreviewParams {
  /** The `etag` of each file that the client has, by path. */
  known: Record<string, string>;
}

/** What the answers to previews and plans have in common. */
export interface Generated {
  target: string | null;
  /** The text that the files come from. */
  source: SourceText;
  /** The version of the document that the files come from; `null` for a file on disk. */
  version: number | null;
  /** False if the current text has errors. */
  complete: boolean;
  /** The first errors of the current text, in order. */
  errors: TextError[];
  /** Names the answer. That of a plan begins with that of the preview of the same moment and a slash. */
  id: string;
}

/** An error of the current text. */
export interface TextError {
  code: string;
  message: string;
  range: Range;
}

export interface PreviewResult extends Generated {
  /** Sorted by path. */
  files: GeneratedFile[];
  notes: Note[];
}

/** A generated file, without what the client has of it already. */
export interface GeneratedFile {
  path: string;
  language: string;
  uri: string;
  etag: string;
  /** Absent where the text is the one that the client has. */
  text?: string;
  /** Absent where they are those that the client has. */
  origins?: Origin[];
}

export interface Origin {
  /** The first line and the last one, from 0. */
  lines: [number, number];
  /** Where they come from in the Templefile. */
  source: Range;
}

/** What is to be known before generating. */
export interface Note {
  code: string;
  severity: string;
  message: string;
  /** A place in a generated file. */
  path?: string;
  line?: number;
  /** A place in the Templefile. */
  range?: Range;
}

export type RevealParams =
  | { uri: string; line: number; source?: SourceText }
  | (PreviewParams & { position: Range["start"] })
  | (PreviewParams & { range: Range });

/** A place in the Templefile, a reason why there is none, or lines of a generated file. */
export interface RevealResult {
  uri: string;
  /** The path of a generated file. */
  path?: string;
  range?: Range;
  reason?: string;
  lines?: [number, number];
}

export interface PlanParams extends PreviewParams {
  folder: string;
  /** Compare bytes, where YAML and JSON would else be compared by what they say. */
  exact?: boolean;
}

export type FileState = "added" | "changed" | "unchanged" | "kept" | "left-behind";

export interface PlannedFile {
  path: string;
  state: FileState;
  /** A unified difference, where there is one. */
  diff?: string;
  remark?: string;
}

export interface PlanResult extends Generated {
  files: PlannedFile[];
}

/** Names the plan that the user was shown. All but `id` and `paths` is as it was asked for. */
export interface WriteParams extends PlanParams {
  id: string;
  /** The files to write; without it, all. */
  paths?: readonly string[];
}

export interface WriteResult {
  files: { path: string; text: string }[];
}

/** Why nothing may be written, in the data of the error. */
export interface Refusal {
  errors: TextError[];
  /** True if there is a last valid version. */
  lastValid: boolean;
}

/** The codes of errors that are told by `temple/prepareWrite`. */
export const CONTENT_MODIFIED = -32801;
export const REQUEST_FAILED = -32803;

export const previewManifests = new RequestType<KnownParams, PreviewResult, void>("temple/previewManifests");
export const planManifests = new RequestType<PlanParams, PlanResult, void>("temple/planManifests");
export const prepareWrite = new RequestType<WriteParams, WriteResult, Refusal | undefined>("temple/prepareWrite");
export const reveal = new RequestType<RevealParams, RevealResult[], void>("temple/reveal");
export const manifestsChanged = new NotificationType<{ uri: string; version: number | null }>(
  "temple/manifestsChanged",
);
