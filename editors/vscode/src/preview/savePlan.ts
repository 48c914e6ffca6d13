import type { PlannedFile } from "../protocol";

/** The effect of saving into a folder. */
export interface SavePlan {
  /** Files that do not exist yet. */
  added: string[];
  /** Files that exist with other content. */
  overwritten: string[];
  /** Files with unsaved changes in an editor. */
  unsaved: string[];
  /** Files of the user, which are never overwritten. */
  kept: string[];
}

/** @param isUnsaved returns true if an editor has unsaved changes of the file at this path */
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

/** The maximum number of paths listed in each section. */
const LISTED = 12;

/** Returns the details of the dialog, after an optional introduction. */
export function describe({ added, overwritten, unsaved, kept }: SavePlan, intro: string | undefined): string {
  return [
    intro ?? "",
    list("Overwritten", overwritten),
    list("New", added),
    list("Skipped, because they have unsaved changes in an editor", unsaved),
    list("Kept, because they are yours", kept),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function list(title: string, paths: readonly string[]): string {
  if (paths.length === 0) return "";
  const more = paths.length > LISTED ? [`and ${paths.length - LISTED} more`] : [];
  return [`${title} (${paths.length}):`, ...paths.slice(0, LISTED), ...more].join("\n");
}
