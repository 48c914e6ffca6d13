/** What the server says beyond the Language Server Protocol, as docs/protocol.md of the project describes it. */

import { NotificationType, RequestType, type Range } from "vscode-languageclient/node";

/** The scheme of generated files. */
export const MANIFEST_SCHEME = "temple-manifest";

interface TextDocument {
  uri: string;
}

export interface PreviewParams {
  textDocument: TextDocument;
  /** A provider; without it, settings and Templefile decide. */
  target?: string;
}

export interface PreviewResult {
  target: string | null;
  /** Whether the Templefile has no error, so that nothing is missing. */
  complete: boolean;
  /** Sorted by path. */
  files: GeneratedFile[];
  notes: Note[];
}

export interface GeneratedFile {
  path: string;
  language: string;
  uri: string;
  text: string;
  origins: Origin[];
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
  { uri: string; line: number } | (PreviewParams & { position: Range["start"] }) | (PreviewParams & { range: Range });

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

export interface PlanResult {
  target: string | null;
  complete: boolean;
  files: PlannedFile[];
}

export const previewManifests = new RequestType<PreviewParams, PreviewResult, void>("temple/previewManifests");
export const planManifests = new RequestType<PlanParams, PlanResult, void>("temple/planManifests");
export const reveal = new RequestType<RevealParams, RevealResult[], void>("temple/reveal");
export const manifestsChanged = new NotificationType<{ uri: string; version: number | null }>(
  "temple/manifestsChanged",
);
