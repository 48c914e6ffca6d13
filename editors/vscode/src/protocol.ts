/** The requests and notifications beyond the Language Server Protocol, described in docs/protocol.md of the project. */

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
  /** A provider; by default that of the settings or the Templefile. */
  target?: string;
  /** The text to use while the current one has errors; by default the last valid one, if there is one. */
  source?: SourceText;
}

export interface KnownParams extends PreviewParams {
  /** The `etag` of each file that the client has, by path. */
  known: Record<string, string>;
}

/** The common part of the results of previews and plans. */
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
  /** Identifies the result. The id of a plan begins with that of the preview of the same moment and a slash. */
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

/** A generated file, without the parts that the client already has. */
export interface GeneratedFile {
  path: string;
  language: string;
  uri: string;
  etag: string;
  /** Absent if the client has this text. */
  text?: string;
  /** Absent if the client has these origins. */
  origins?: Origin[];
}

export interface Origin {
  /** The first line and the last one, from 0. */
  lines: [number, number];
  /** Their origin in the Templefile. */
  source: Range;
}

/** A note to read before generating. */
export interface Note {
  code: string;
  severity: string;
  message: string;
  /** The position in a generated file. */
  path?: string;
  line?: number;
  /** The position in the Templefile. */
  range?: Range;
}

export type RevealParams =
  | { uri: string; line: number; source?: SourceText }
  | (PreviewParams & { position: Range["start"] })
  | (PreviewParams & { range: Range });

/** An origin in the Templefile, the reason why there is none, or lines of a generated file. */
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
  /** Compares bytes. By default, YAML and JSON are compared as data. */
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

/** Identifies the plan that the user was shown. All members except `id` and `paths` are those of its request. */
export interface WriteParams extends PlanParams {
  id: string;
  /** The files to write; by default all. */
  paths?: readonly string[];
}

export interface WriteResult {
  files: { path: string; text: string }[];
}

/** The data of the error if nothing may be written. */
export interface Refusal {
  errors: TextError[];
  /** True if there is a last valid version. */
  lastValid: boolean;
}

/** The error codes of `temple/prepareWrite`. */
export const CONTENT_MODIFIED = -32801;
export const REQUEST_FAILED = -32803;

export const previewManifests = new RequestType<KnownParams, PreviewResult, void>("temple/previewManifests");
export const planManifests = new RequestType<PlanParams, PlanResult, void>("temple/planManifests");
export const prepareWrite = new RequestType<WriteParams, WriteResult, Refusal | undefined>("temple/prepareWrite");
export const reveal = new RequestType<RevealParams, RevealResult[], void>("temple/reveal");
export const manifestsChanged = new NotificationType<{ uri: string; version: number | null }>(
  "temple/manifestsChanged",
);
