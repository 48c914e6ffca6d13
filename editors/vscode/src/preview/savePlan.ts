import type { PlannedFile } from "../protocol";

/** What saving into a folder would do. */
export interface SavePlan {
  /** Files that are not there yet. */
  added: string[];
  /** Files that are there and say something else. */
  overwritten: string[];
  /** Files that have changes in an editor that are not saved. */
  unsaved: string[];
  /** Files of the user, which generating never touches. */
  kept: string[];
}

/** @param isUnsaved returns true if an editor has changes of the file at this path that are not saved */
export function planSave(files: readonly PlannedFile[], isUnsaved: (path: string) => boolean): SavePlan {
  const paths = (state: PlannedFile["state"]) => files.filter((file) => file.state === state).map(({ path }) => path);
  const [added, changed] = [paths("added"), paths("changed")];
  return {
    added: added.filter((path) => !isUnsaved(path)),
    overwritten: changed.filter((path) => !isUnsaved(path)),
    unsaved: [...changed, ...added].filter(isUnsaved),
    kept: paths("kept"),
  };
}

/** How many paths of a kind are listed before the rest is counted. */
const LISTED = 12;

/** The details of the question, after an introduction that may be absent. */
export function describe({ added, overwritten, unsaved, kept }: SavePlan, intro: string | undefined): string {
  return [
    intro ?? "",
    list("Overwritten", overwritten),
    list("New", added),
    list("Left alone, because an editor has unsaved changes of them", unsaved),
    list("Left alone, because they are yours", kept),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function list(title: string, paths: readonly string[]): string {
  if (paths.length === 0) return "";
  const more = paths.length > LISTED ? [`and ${paths.length - LISTED} more`] : [];
  return [`${title} (${paths.length}):`, ...paths.slice(0, LISTED), ...more].join("\n");
}
